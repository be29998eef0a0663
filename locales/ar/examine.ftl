# Words of examination: clocks, risk, inspections, consultations, appeals.

## Clocks, risk, queues, species sheets, quotas, comparison

clock-ninetieth = تسعة من عشرة في غضون (ساعات)
clock-service-title = كم يستغرق الأمر
clock-service-lead = الساعات من يوم استلام الطلب إلى يوم إصدار التصريح، في الاثني عشر شهراً الأخيرة.
clock-service-plot = متوسط الساعات من الاستلام إلى الإصدار: { $kind }
clock-service-last = { $month }: { $mean } ساعة في المتوسط، { $n } تصريحاً.
clock-service-rule = ساعات إجمالية، من أول تقديم إلى الإصدار، بما فيها الليالي وعطلات نهاية الأسبوع؛ وتُحسب في شهر الإصدار. ولا تشمل الطلبات المرفوضة أو المسحوبة.
clock-service-table = كل شهر بالأرقام
quota-basis-cop-approved = أقرّه مؤتمر الأطراف
quota-basis-annotation = حاشية الإدراج
quota-basis-national = حصة التصدير الوطنية
quota-basis-shared-stock = مخزون مشترك، السنة من 1 مارس
quota-basis-sa-cap = سقف السلطة العلمية
quota-basis-allocation = حصة شركة أو منطقة أو موسم
quota-forecast = بهذه الوتيرة
quota-forecast-unknown = من المبكر القول.
quota-forecast-used-up = استُنفدت.
quota-forecast-used-up-on = تُستنفد نحو { $date }.
quota-forecast-lasts = تكفي: سيبقى نحو { $left }.
quota-use-title = استخدام حصصنا
quota-use-lead = كم استُخدم من كل حصة تصدير، وكم ستدوم بهذه الوتيرة. لا تُذكر أي شركة.
quota-figure = الحصة
quota-consumed = غادر البلد
quota-what = لأجل
quota-none = لا توجد حصص لهذه السنة.
plot-hours-target = الوعد: { $n } ساعة
plot-hours-nothing = لم يصدر أي تصريح في هذه الأشهر.
plot-fold = اعرض كجدول، وما الذي يُحسب
plot-mean = متوسط الساعات
plot-median = وسيط الساعات
plot-permits = التصاريح
