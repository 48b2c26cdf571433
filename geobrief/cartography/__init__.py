"""Outlines of the world → the ground of a map: land, borders, provinces, lakes and rivers, as fine as its scale asks for.

Page and pictures draw what this room gives; which area a place has is said by ``geobrief.gazetteer``. Nothing here knows
places, briefs or formats.
"""
