from django.urls import path

from duban_web.boards import pages

urlpatterns = [
    path("board/", pages.board, name="board"),
    path("board/trend.svg", pages.trend, name="board_trend"),
    path("board/heat.svg", pages.heat, name="board_heat"),
    path("board/wall/", pages.wall, name="wall"),
    path("board/wall/chart.<str:kind>", pages.wall_chart, name="wall_chart"),
    path("board/trial/", pages.trial, name="trial"),
    path("campaigns/<int:key>/rules/", pages.rules, name="rules"),
]
