"""Phones that are not there: the device side of ADB on loopback, answering from captures."""
