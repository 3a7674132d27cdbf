"""Pixels: reading, writing, showing, measuring and simulating cargo radiographs."""

import os

# A frame is a handful of OpenCV calls, tenths of a millisecond apart. By default its threads fall
# asleep between them, and waking them costs more than their share of the work saves: a zoom step
# took 10.3 ms so, and 9.1 ms with threads that look out for the next call for some milliseconds
# (the steps of tests/bench/bench_viewer.py, two cores). Read once, at the first call.
os.environ.setdefault("OPENCV_THREAD_POOL_ACTIVE_WAIT_WORKER", "20000")
