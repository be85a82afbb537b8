"""The story of the reference city: invented deeds, written out as the registers that a city keeps."""
