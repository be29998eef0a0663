## The audit trail is read by administrators and auditors, in English, French and Spanish.
audited-plant-export = سُجلت شهادة صحة نباتية للتصدير
audited-plant-export-left = عُدّت نباتات شهادة عند الخروج
audited-plant-export-void = سُحبت شهادة صحة نباتية
audited-on-plant-export = شهادة الصحة النباتية عند التصدير
