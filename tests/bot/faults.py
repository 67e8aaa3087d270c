"""The faults of the stand-in, under the short name that the tests of this folder use."""

from stand_in.faults import *  # noqa: F403 - every one of them
