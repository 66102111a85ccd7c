"""The small county for all tests of the web part."""

from small_county import _office_of_the_autumn_of_2020, county

__all__ = ["_office_of_the_autumn_of_2020", "county"]
