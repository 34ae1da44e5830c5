"""The calls of the talech wire, one module per kind of answer; the page that rules them is README.md."""
