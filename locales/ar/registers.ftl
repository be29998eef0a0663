# Words of people, registers and stock.
