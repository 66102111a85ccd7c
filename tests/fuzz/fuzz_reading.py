#!/usr/bin/env python3
"""Coverage-guided fuzzing of everything that takes a text or a file: no exception, no hang, offsets always valid.

    python tests/fuzz/fuzz_reading.py CORPUS_DIR -max_total_time=60

A find is written to `crash-*` in the working folder; put it into `tests/fuzz/found/` with the mend, where test_found_by_fuzzing.py reads it for ever.
"""

import sys
import time

import atheris

with atheris.instrument_imports(include=["duban"]):
    from duban.checks import check_reading
    from duban.facts import read
    from duban.plans import read_plan
    from duban.text.decode import UndecodableError, decode

SLOW = 1.0  # seconds for each 100 KB, and as much to begin with
PIECE = 100_000
INSTRUMENTED = 8  # tracing makes everything so many times slower


def one_input(data: bytes) -> None:
    """Decode, read, check and plan, and see that what comes back stands in the text."""
    try:
        text = decode(data).text
    except UndecodableError:
        return
    start = time.process_time()
    reading = read(text)
    check_reading(reading)
    read_plan(text)
    taken = time.process_time() - start
    if taken > SLOW * INSTRUMENTED * (1 + len(text) / PIECE):
        raise TimeoutError(f"{taken:.1f} s for {len(text)} characters")
    for fact in reading.facts:
        first, last = reading.clean.place(fact.start, fact.end)
        if not 0 <= first < last <= len(text):
            raise IndexError(f"{fact} at {first}:{last} of {len(text)}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
