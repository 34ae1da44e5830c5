"""The collector of a worker's process."""

import gc


def test_loading_the_worker_lets_the_collector_look_less_often(function_with):
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        function_with("post_location_day", {})
        assert gc.get_threshold()[0] >= 50_000
    finally:
        gc.set_threshold(*before)
