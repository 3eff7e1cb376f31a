-- What was chosen in the window to compute on, as `DeviceChoice` has it; no row: nobody chose.
CREATE TABLE device (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  choice TEXT NOT NULL
) STRICT;
