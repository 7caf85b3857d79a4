"""The parts of torchvision that the data layer uses, imported after its repair."""

from course_helpers.compat import compiler_later, repair_torchvision

repair_torchvision()

with compiler_later():
    from torchvision import datasets, transforms
    from torchvision.datasets.utils import (
        check_integrity,
        download_and_extract_archive,
    )

__all__ = ["check_integrity", "datasets", "download_and_extract_archive", "transforms"]
