"""What is slow to start, started once: kernels to fork and judging processes.

Loading torch takes seconds of a processor, and the tests need hundreds of both.
"""
