"""Read the answers in words of a class on a page of our own, and give them points."""
