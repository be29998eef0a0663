# الإقرارات والمقترحات وما يوقفه التفتيش
letter-less = مُنح أقل مما طلبتم
notice-fraud-suspected = { $reference }: تفتيش يشتبه في احتيال
notice-fraud-suspected-text = يشتبه مفتش الملف { $reference } في احتيال: { $reason } لا يُمنح شيء حتى ترفع جهة الإنفاذ الاشتباه.
