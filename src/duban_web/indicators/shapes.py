"""GeoJSON of an office's own region (RFC 7946): areas with the names of their regions, and nothing else of the file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NAMES = ("name", "NAME", "Name", "名称", "行政区", "XZQMC")
AREAS = {"Polygon", "MultiPolygon"}
MOST_SHAPES, MOST_POINTS = 500, 200_000
Shape = Mapping[str, Any]


def named_shapes(given: object) -> list[Shape]:
    """The areas of a FeatureCollection that have a name; empty where it is none, or holds more than a map of a county needs."""
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or len(features) > MOST_SHAPES:
        return []
    found = [shape for one in features if (shape := _shape(one)) is not None]
    points = sum(1 for shape in found for _ in _points(shape["geometry"]["coordinates"]))
    return found if points <= MOST_POINTS else []


def _shape(one: object) -> Shape | None:
    if not isinstance(one, dict):
        return None
    geometry, properties = one.get("geometry"), one.get("properties")
    if (
        not isinstance(geometry, dict)
        or not isinstance(properties, dict)
        or geometry.get("type") not in AREAS
    ):
        return None
    name = next((str(properties[key]).strip() for key in NAMES if properties.get(key)), "")
    if not name or not _is_area(geometry.get("coordinates"), depth=2 if geometry["type"] == "Polygon" else 3):
        return None
    plain = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    return {"type": "Feature", "properties": {"name": name[:60]}, "geometry": plain}


def _is_area(given: object, *, depth: int) -> bool:
    """Rings of points: lists in lists, the numbers finite."""
    if not isinstance(given, list) or not given:
        return False
    if depth:
        return all(_is_area(one, depth=depth - 1) for one in given)
    x_and_y = given[:2]
    return len(x_and_y) == 2 and all(isinstance(n, int | float) and math.isfinite(n) for n in x_and_y)  # noqa: PLR2004 east and north


def _points(coordinates: Any) -> Iterator[Sequence[float]]:
    if coordinates and not isinstance(coordinates[0], list):
        yield coordinates
        return
    for one in coordinates:
        yield from _points(one)


def flat(shapes: Sequence[Shape]) -> list[Shape]:
    """The same on paper: degrees east shortened by the cosine of the middle latitude, so that a county is as broad as it is; metres stay as they are."""
    heights = [point[1] for shape in shapes for point in _points(shape["geometry"]["coordinates"])]
    if not heights or max(map(abs, heights)) > 90:  # noqa: PLR2004 degrees
        return list(shapes)
    by = math.cos(math.radians((min(heights) + max(heights)) / 2))

    def shortened(coordinates: Any) -> Any:
        if coordinates and not isinstance(coordinates[0], list):
            return [coordinates[0] * by, *coordinates[1:2]]
        return [shortened(one) for one in coordinates]

    return [
        {
            **shape,
            "geometry": {**shape["geometry"], "coordinates": shortened(shape["geometry"]["coordinates"])},
        }
        for shape in shapes
    ]


def middle(shape: Shape) -> tuple[float, float]:
    """The middle of the box around a shape's largest ring: where its name stands."""
    coordinates = shape["geometry"]["coordinates"]
    rings = [coordinates[0]] if shape["geometry"]["type"] == "Polygon" else [area[0] for area in coordinates]
    largest = max(rings, key=len)
    east, north = [point[0] for point in largest], [point[1] for point in largest]
    return (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
