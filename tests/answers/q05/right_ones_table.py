# 3/3: the table is all ones
import torch as T
spalte = T.tensor([[10.], [20.], [30.]])
tabelle = T.ones(3, 4)
summe = tabelle + spalte   # die Spalte wird auf 4 Spalten gestreckt
print(summe)
