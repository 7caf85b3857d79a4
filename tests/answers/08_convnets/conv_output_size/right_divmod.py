def conv_output_size(s, k, st=1, p=0):
    steps, rest = divmod(s + 2 * p - k, st)
    return steps + 1
