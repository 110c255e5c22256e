"""Makes the files that bench/run.R measures on, in the folder given as the first argument."""
import os
import sys

import h5py
import numpy as np

folder = sys.argv[1]
rng = np.random.default_rng(1)


def make(name, data, **layout):
    path = os.path.join(folder, name)
    if os.path.exists(path):
        return
    with h5py.File(path + ".part", "w") as f:
        f.create_dataset("x", data=data, **layout)
    os.rename(path + ".part", path)


# 160 MB of doubles rounded to two digits: 20 million elements.
matrix = np.round(rng.normal(size=(4000, 5000)), 2)
make("contiguous.h5", matrix)
make("gzip.h5", matrix, chunks=(250, 500), compression="gzip", compression_opts=4)
make("shuffle.h5", matrix, chunks=(250, 500), compression="gzip", compression_opts=4, shuffle=True)
rows = matrix.reshape(100000, 200)
make("rows.h5", rows, chunks=(100, 200), compression="gzip", compression_opts=4)
make("vector.h5", matrix.reshape(-1))
strings = np.array(["string %d" % i for i in range(200000)], dtype=object)
make("strings.h5", strings, dtype=h5py.string_dtype())
