"""numpy's corrcoef: correlation.py RETURNS OUT SYMBOLS DAYS; prints the CPU seconds of one call as JSON."""
import json
import sys
import time

import numpy as np

returns_file, out_file, symbols, days = sys.argv[1:3] + [int(a) for a in sys.argv[3:5]]
returns = np.fromfile(returns_file).reshape(symbols, days)
times = []
for _ in range(25):
    start = time.process_time()
    matrix = np.corrcoef(returns)
    times.append(time.process_time() - start)
matrix.tofile(out_file)
print(json.dumps({"numpy": np.__version__, "corrcoef": sorted(times)[len(times) // 2]}))
