"""The ground under the tests: guards that turn a hidden assumption into a failure."""
