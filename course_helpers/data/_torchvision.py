"""The parts of torchvision that the data layer uses, imported after its repair."""

from course_helpers.compat import repair_torchvision

repair_torchvision()

from torchvision import datasets, transforms  # noqa: E402
from torchvision.datasets.utils import (  # noqa: E402
    check_integrity,
    download_and_extract_archive,
)

__all__ = ["check_integrity", "datasets", "download_and_extract_archive", "transforms"]
