# كلمات الديون المشطوبة والدفع المنتظر.
pay-written-off = المشطوب
pay-waiting = ننتظر ردّ المصرف.
pay-waiting-more = لم تخبرنا خدمة الدفع بعد إن كنت قد دفعت. لم يضع شيء: ستُظهر هذه الصفحة ذلك حالما نعلم، ولا حاجة إلى الدفع مرة أخرى.
terms-state-stopped = متوقف
terms-stopped-since = منذ { $date }: لم تُدفع الفاتورة { $invoice } وشُطبت. يُدفع كل طلب على حدة.
terms-resume-asked = يطلب { $name } أن يستمر: { $reason }
terms-resumed = شُطبت الفاتورة { $invoice } في { $date }؛ وسمح شخصان بالاستمرار في { $until }.
finance-urgent-missed = انقضت المهلة العاجلة: { $invoice }
