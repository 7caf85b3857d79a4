"""Pictures for the lessons: images, predictions, training curves and functions.

`LiveLoader` shows a training while it runs; `slide` puts sliders above a figure.

No function here calls show or changes what it is given. In a notebook the figure
appears below the cell; end the call with a semicolon to hide the returned axes. Each
figure of a notebook has a text, for those who cannot see it.
"""

from ._classify import view_classify
from ._described import describe_figures
from ._function import plot_function
from ._history import plot_history
from ._images import show_images
from ._live import LiveLoader
from ._slide import slide

__all__ = [
    "LiveLoader",
    "plot_function",
    "plot_history",
    "show_images",
    "slide",
    "view_classify",
]

describe_figures()
