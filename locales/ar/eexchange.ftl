## Desk

## Foreign permits
exchange-foreign = تصاريح أجنبية
exchange-fetch = طلب تصريح
