"""Sample merchants: folders of invented trade, built by seeded rules on top of free, real baskets."""
