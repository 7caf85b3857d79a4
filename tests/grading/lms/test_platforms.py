from inspect import isfunction, signature

from course_helpers.grading.lms import PLATFORMS


def test_every_platform_has_the_same_functions():
    first, *others = (
        {name: signature(f) for name, f in vars(module).items() if isfunction(f)}
        for module in PLATFORMS.values()
    )
    assert len(first) > 5
    assert others == [first]
