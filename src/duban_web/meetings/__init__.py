"""Meetings: an agenda made from the lights, answers noted live, decisions followed up."""
