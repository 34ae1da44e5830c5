from daybook_local.demo.merchant.posting_choice import PostingChoice
from daybook_local.system.samples.sample import LoadedSample
from unit.local_demo.merchant_folders import write_folder
from unit.local_demo.shop_books import truth

COMBINED = PostingChoice("invoice", "combined")


def test_locations_as_one_have_one_record_a_date_and_each_alone_has_its_own(tmp_path):
    sample = LoadedSample(write_folder(tmp_path, second={"id": "9:2"}))

    assert COMBINED.places(sample) == ["all"]
    assert PostingChoice().places(sample) == ["9:1", "9:2"]


def test_talechs_truth_of_every_location_stands_under_the_one_record():
    rows = [truth("tip", -200, location="9:1"), truth("tip", -300, location="9:2")]

    assert {row.location for row in COMBINED.placed(rows)} == {"all"}
    assert PostingChoice().placed(rows) == rows
