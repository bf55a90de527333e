"""The review console: staff see whether people were shown the right door, misses first, and learn no more than they must."""
