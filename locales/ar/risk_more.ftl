# Words of risk: alerts, suspicions, papers seen, audits after issue, the clock of the border.

ask-transport-transit = بلدان العبور
ask-transport-transit-hint = أسماء أو رموز تفصل بينها فواصل؛ اتركه فارغاً إن كان الطريق مباشراً.
answer-transit = بلدان العبور
border-title = في الانتظار على الحدود
border-lead = من لحظة تقديم التصريح حتى تصادق عليه الجمارك أو تحتجزه.
border-number = رقم التصريح
border-presented = قُدِّم
border-place = المنفذ أو المكتب
border-clock = المهلة
border-waiting = قُدِّمت ولم يُجَب عنها
border-none = لا شيء ينتظر.
border-present = قُدِّم التصريح
border-no-answers = لا إجابات في الأيام الثلاثين الأخيرة.
border-answers = الإجابات في الأيام الثلاثين الأخيرة: { $n }، منها في المهلة: { $inside }. نصفها خلال { $median } ساعة على الأكثر.
alerts-title = تنبيهات إنفاذ القانون
suspicions-title = ما يُؤخذ على أشخاص ووثائق
notice-clock-half = { $reference }: مضى نصف المهلة
notice-clock-half-text = استعمل الملف { $reference } عدد { $hours } من { $target } ساعة من هذه المهلة: { $clock }.
audit-issue-title = التدقيق بعد الإصدار
border-used = { $hours } من { $target } ساعة
clock-mark-over = تجاوز الهدف
