"""Indicators: the figures that the office accepted, each with the papers that say so, and the words that mean them."""
