# 0/3: Python's own max, min and sum on a list
nums = [4, 7, 9, 2, 5]
print(max(nums))
print(min(nums))
print(sum(nums) / len(nums))
