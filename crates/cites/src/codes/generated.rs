// Made by `cargo xtask codegen` from data/codes/*.csv and locales/terms.csv. Do not edit.

use super::Lang;

/// Purpose of the transaction, box 5a.
///
/// Source: Res. Conf. 12.3, wording of the EU reference guide annex VIII, November 2025. Table: `data/codes/purposes.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// `B`: Breeding in captivity or artificial propagation.
    B,
    /// `E`: Educational.
    E,
    /// `G`: Botanical garden.
    G,
    /// `H`: Hunting trophy.
    H,
    /// `L`: Law enforcement / judicial / forensic.
    L,
    /// `M`: Medical (including biomedical research).
    M,
    /// `N`: Reintroduction or introduction into the wild.
    N,
    /// `P`: Personal.
    P,
    /// `Q`: Travelling exhibition (formerly circus or travelling exhibition).
    Q,
    /// `S`: Scientific.
    S,
    /// `T`: Commercial.
    T,
    /// `Z`: Zoo.
    Z,
}

impl Purpose {
    /// Every code, in the order of the table.
    pub const ALL: &'static [Purpose] = &[
        Purpose::B,
        Purpose::E,
        Purpose::G,
        Purpose::H,
        Purpose::L,
        Purpose::M,
        Purpose::N,
        Purpose::P,
        Purpose::Q,
        Purpose::S,
        Purpose::T,
        Purpose::Z,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            Purpose::B => "B",
            Purpose::E => "E",
            Purpose::G => "G",
            Purpose::H => "H",
            Purpose::L => "L",
            Purpose::M => "M",
            Purpose::N => "N",
            Purpose::P => "P",
            Purpose::Q => "Q",
            Purpose::S => "S",
            Purpose::T => "T",
            Purpose::Z => "Z",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<Purpose> {
        Some(match code {
            "B" => Purpose::B,
            "E" => Purpose::E,
            "G" => Purpose::G,
            "H" => Purpose::H,
            "L" => Purpose::L,
            "M" => Purpose::M,
            "N" => Purpose::N,
            "P" => Purpose::P,
            "Q" => Purpose::Q,
            "S" => Purpose::S,
            "T" => Purpose::T,
            "Z" => Purpose::Z,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Purpose::B => match lang {
                Lang::En => "Breeding in captivity or artificial propagation",
                Lang::Fr => "Élevage en captivité ou reproduction artificielle",
                Lang::Es => "Cría en cautividad o reproducción artificial",
                Lang::Ar => "التربية في الأسر أو الإكثار الصناعي",
                Lang::Ru => "Для разведения в неволе или искусственного выращивания",
                Lang::Zh => "人工繁殖或人工培植",
                Lang::Pt => "Criação em cativeiro ou reprodução artificial",
            },
            Purpose::E => match lang {
                Lang::En => "Educational",
                Lang::Fr => "Éducation",
                Lang::Es => "Educativo",
                Lang::Ar => "تعليمي",
                Lang::Ru => "Для образовательных целей",
                Lang::Zh => "教育",
                Lang::Pt => "Educativo",
            },
            Purpose::G => match lang {
                Lang::En => "Botanical garden",
                Lang::Fr => "Jardin botanique",
                Lang::Es => "Jardín botánico",
                Lang::Ar => "حديقة نباتية",
                Lang::Ru => "Для ботанических садов",
                Lang::Zh => "植物园",
                Lang::Pt => "Jardim botânico",
            },
            Purpose::H => match lang {
                Lang::En => "Hunting trophy",
                Lang::Fr => "Trophée de chasse",
                Lang::Es => "Trofeo de caza",
                Lang::Ar => "تذكار صيد",
                Lang::Ru => "Для охотничьих трофеев",
                Lang::Zh => "狩猎纪念物",
                Lang::Pt => "Troféu de caça",
            },
            Purpose::L => match lang {
                Lang::En => "Law enforcement / judicial / forensic",
                Lang::Fr => "Application de la loi / fins judiciaires / police scientifique",
                Lang::Es => "Aplicación de la ley / judicial / forense",
                Lang::Ar => "إنفاذ القانون/قضائي/أدلة جنائية",
                Lang::Ru => "Для правоохранительных, судебных и криминалистических целей",
                Lang::Zh => "执法/司法/法证",
                Lang::Pt => "Aplicação da lei/judicial/forense",
            },
            Purpose::M => match lang {
                Lang::En => "Medical (including biomedical research)",
                Lang::Fr => "Fins médicales (y compris la recherche biomédicale)",
                Lang::Es => "Médico (inclusive la investigación biomédica)",
                Lang::Ar => "طبي (بما في ذلك البحوث الطبية الحيوية)",
                Lang::Ru => "Для медицинских целей (включая биомедицинские исследования)",
                Lang::Zh => "医疗（包括生物医学研究）",
                Lang::Pt => "Médico (incluindo investigação biomédica)",
            },
            Purpose::N => match lang {
                Lang::En => "Reintroduction or introduction into the wild",
                Lang::Fr => "Réintroduction ou introduction dans la nature",
                Lang::Es => "Reintroducción o introducción en el medio silvestre",
                Lang::Ar => "إعادة إدخال أو إدخال إلى البرية",
                Lang::Ru => "Для интродукции или реинтродукции в природу",
                Lang::Zh => "重新引入或引入野外",
                Lang::Pt => "Reintrodução ou introdução no meio selvagem",
            },
            Purpose::P => match lang {
                Lang::En => "Personal",
                Lang::Fr => "Fins personnelles",
                Lang::Es => "Objeto personal",
                Lang::Ar => "شخصي",
                Lang::Ru => "Для личного использования",
                Lang::Zh => "个人",
                Lang::Pt => "Pessoal",
            },
            Purpose::Q => match lang {
                Lang::En => "Travelling exhibition (formerly circus or travelling exhibition)",
                Lang::Fr => "Exposition itinérante",
                Lang::Es => "Exhibición itinerante",
                Lang::Ar => "معرض متنقل",
                Lang::Ru => "Для цирков и передвижных выставок",
                Lang::Zh => "巡回展览",
                Lang::Pt => "Exposição itinerante",
            },
            Purpose::S => match lang {
                Lang::En => "Scientific",
                Lang::Fr => "Fins scientifiques",
                Lang::Es => "Científico",
                Lang::Ar => "علمي",
                Lang::Ru => "Для научных целей",
                Lang::Zh => "科学",
                Lang::Pt => "Científico",
            },
            Purpose::T => match lang {
                Lang::En => "Commercial",
                Lang::Fr => "Transaction commerciale",
                Lang::Es => "Comercial",
                Lang::Ar => "تجاري",
                Lang::Ru => "Для коммерции",
                Lang::Zh => "商业",
                Lang::Pt => "Comercial",
            },
            Purpose::Z => match lang {
                Lang::En => "Zoo",
                Lang::Fr => "Parc zoologique",
                Lang::Es => "Parque zoológico",
                Lang::Ar => "حديقة حيوان",
                Lang::Ru => "Для зоопарков",
                Lang::Zh => "动物园",
                Lang::Pt => "Jardim zoológico",
            },
        }
    }

    /// What the code covers, in English.
    pub const fn meaning(self) -> &'static str {
        match self {
            Purpose::B => "Specimens meant as stock for breeding or propagation.",
            Purpose::E => {
                "Use in training or education programmes, or display in an institution whose main task is education."
            }
            Purpose::G => "Movement to or by a botanical garden.",
            Purpose::H => "Trophy moved by or for the hunter (definition in permits.md).",
            Purpose::L => {
                "Transfer between, or in support of, government agencies for enforcement, court or forensic use."
            }
            Purpose::M => "Medical or veterinary testing, diagnosis, treatment or research.",
            Purpose::N => {
                "Reinforcement and reintroduction in the historical range; conservation introductions outside it."
            }
            Purpose::P => "Personal, non-commercial use.",
            Purpose::Q => {
                "Sample collection, circus, menagerie, plant exhibition, orchestra or museum exhibition displayed commercially to the public."
            }
            Purpose::S => "Scientific use.",
            Purpose::T => "Sale, resale, or any use of an economic nature.",
            Purpose::Z => {
                "Movement to or by a zoo or aquarium for display, care, reproduction, education, research, rescue or conservation."
            }
        }
    }

    /// Kingdom or condition the code is meant for; blank when none.
    pub const fn scope_note(self) -> &'static str {
        match self {
            Purpose::B => "",
            Purpose::E => "definition of the 2023-2025 wording",
            Purpose::G => "plants",
            Purpose::H => "animals",
            Purpose::L => "",
            Purpose::M => "",
            Purpose::N => "live specimens",
            Purpose::P => "",
            Purpose::Q => "",
            Purpose::S => "",
            Purpose::T => "",
            Purpose::Z => "",
        }
    }

    /// `yes`, `no` or `assess`: is an Appendix I import with this purpose primarily commercial (Art. III.3(c)).
    pub const fn commercial_for_appendix_i(self) -> &'static str {
        match self {
            Purpose::B => "assess",
            Purpose::E => "no",
            Purpose::G => "no",
            Purpose::H => "no",
            Purpose::L => "no",
            Purpose::M => "assess",
            Purpose::N => "no",
            Purpose::P => "no",
            Purpose::Q => "assess",
            Purpose::S => "no",
            Purpose::T => "yes",
            Purpose::Z => "assess",
        }
    }
}

super::code_traits!(Purpose);

/// Source of the specimen, box 10.
///
/// Source: Res. Conf. 12.3, wording of the EU reference guide annex IX, November 2025. Table: `data/codes/sources.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// `W`: Wild.
    W,
    /// `R`: Ranched.
    R,
    /// `D`: App. I bred / propagated for commerce.
    D,
    /// `A`: Artificially propagated plant.
    A,
    /// `C`: Bred in captivity.
    C,
    /// `F`: Born in captivity (F1 or later, not bred).
    F,
    /// `U`: Unknown.
    U,
    /// `I`: Confiscated or seized.
    I,
    /// `O`: Pre-Convention.
    O,
    /// `X`: Marine environment outside any jurisdiction.
    X,
    /// `Y`: Assisted production (plants).
    Y,
}

impl Source {
    /// Every code, in the order of the table.
    pub const ALL: &'static [Source] = &[
        Source::W,
        Source::R,
        Source::D,
        Source::A,
        Source::C,
        Source::F,
        Source::U,
        Source::I,
        Source::O,
        Source::X,
        Source::Y,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            Source::W => "W",
            Source::R => "R",
            Source::D => "D",
            Source::A => "A",
            Source::C => "C",
            Source::F => "F",
            Source::U => "U",
            Source::I => "I",
            Source::O => "O",
            Source::X => "X",
            Source::Y => "Y",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<Source> {
        Some(match code {
            "W" => Source::W,
            "R" => Source::R,
            "D" => Source::D,
            "A" => Source::A,
            "C" => Source::C,
            "F" => Source::F,
            "U" => Source::U,
            "I" => Source::I,
            "O" => Source::O,
            "X" => Source::X,
            "Y" => Source::Y,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Source::W => match lang {
                Lang::En => "Wild",
                Lang::Fr => "Prélevé dans la nature",
                Lang::Es => "Recolectado en el medio silvestre",
                Lang::Ar => "مأخوذ من البرية",
                Lang::Ru => "Изъят из природы",
                Lang::Zh => "取自野外",
                Lang::Pt => "Retirado do meio natural",
            },
            Source::R => match lang {
                Lang::En => "Ranched",
                Lang::Fr => "Élevé en ranch",
                Lang::Es => "Criado en granja",
                Lang::Ar => "مربى في مزارع",
                Lang::Ru => "Из питомника по доращиванию диких животных",
                Lang::Zh => "牧养",
                Lang::Pt => "Criado em rancho",
            },
            Source::D => match lang {
                Lang::En => "App. I bred / propagated for commerce",
                Lang::Fr => "Annexe I, élevage en captivité ou reproduction artificielle à des fins commerciales",
                Lang::Es => "Apéndice I, criado en cautividad o reproducido artificialmente con fines comerciales",
                Lang::Ar => "الملحق الأول، تربية/إكثار تجاري",
                Lang::Ru => "Приложение I, разведение/выращивание в коммерческих целях",
                Lang::Zh => "附录一，商业性人工繁殖/培植",
                Lang::Pt => "Anexo I, criação/reprodução comercial",
            },
            Source::A => match lang {
                Lang::En => "Artificially propagated plant",
                Lang::Fr => "Plante reproduite artificiellement",
                Lang::Es => "Planta reproducida artificialmente",
                Lang::Ar => "نبات مكثر صناعيا\u{64b}",
                Lang::Ru => "Искусственно выращенное растение",
                Lang::Zh => "人工培植植物",
                Lang::Pt => "Planta reproduzida artificialmente",
            },
            Source::C => match lang {
                Lang::En => "Bred in captivity",
                Lang::Fr => "Animal élevé en captivité",
                Lang::Es => "Animal criado en cautividad",
                Lang::Ar => "مربى في الأسر",
                Lang::Ru => "Разведен в неволе",
                Lang::Zh => "人工繁殖动物",
                Lang::Pt => "Criado em cativeiro",
            },
            Source::F => match lang {
                Lang::En => "Born in captivity (F1 or later, not bred)",
                Lang::Fr => "Animal né en captivité",
                Lang::Es => "Animal nacido en cautividad",
                Lang::Ar => "مولود في الأسر",
                Lang::Ru => "Рожден в неволе",
                Lang::Zh => "圈养出生",
                Lang::Pt => "Nascido em cativeiro",
            },
            Source::U => match lang {
                Lang::En => "Unknown",
                Lang::Fr => "Source inconnue",
                Lang::Es => "Origen desconocido",
                Lang::Ar => "غير معروف",
                Lang::Ru => "Неизвестно",
                Lang::Zh => "来源不明",
                Lang::Pt => "Desconhecida",
            },
            Source::I => match lang {
                Lang::En => "Confiscated or seized",
                Lang::Fr => "Confisqué ou saisi",
                Lang::Es => "Confiscado o decomisado",
                Lang::Ar => "مصادر أو مضبوط",
                Lang::Ru => "Конфискован или изъят",
                Lang::Zh => "没收或扣押",
                Lang::Pt => "Confiscado ou apreendido",
            },
            Source::O => match lang {
                Lang::En => "Pre-Convention",
                Lang::Fr => "Pré-Convention",
                Lang::Es => "Preconvención",
                Lang::Ar => "ما قبل الاتفاقية",
                Lang::Ru => "Доконвенционный",
                Lang::Zh => "公约前所获",
                Lang::Pt => "Pré-Convenção",
            },
            Source::X => match lang {
                Lang::En => "Marine environment outside any jurisdiction",
                Lang::Fr => "Milieu marin hors juridiction",
                Lang::Es => "Medio marino fuera de jurisdicción",
                Lang::Ar => "بيئة بحرية خارج الولاية الوطنية",
                Lang::Ru => "Морская среда вне юрисдикции",
                Lang::Zh => "不属任何国家管辖的海域",
                Lang::Pt => "Meio marinho fora de qualquer jurisdição",
            },
            Source::Y => match lang {
                Lang::En => "Assisted production (plants)",
                Lang::Fr => "Production assistée (plantes)",
                Lang::Es => "Producción asistida (plantas)",
                Lang::Ar => "إنتاج بمساعدة (نباتات)",
                Lang::Ru => "Производство с содействием (растения)",
                Lang::Zh => "辅助生产（植物）",
                Lang::Pt => "Produção assistida (plantas)",
            },
        }
    }

    /// `animals`, `plants` or `both`.
    pub const fn kingdom(self) -> &'static str {
        match self {
            Source::W => "both",
            Source::R => "animals",
            Source::D => "both",
            Source::A => "plants",
            Source::C => "animals",
            Source::F => "animals",
            Source::U => "both",
            Source::I => "both",
            Source::O => "both",
            Source::X => "both",
            Source::Y => "plants",
        }
    }

    /// Appendices in which the code can stand.
    pub const fn appendices(self) -> &'static [&'static str] {
        match self {
            Source::W => &["I", "II", "III"],
            Source::R => &["I", "II"],
            Source::D => &["I"],
            Source::A => &["I", "II", "III"],
            Source::C => &["I", "II", "III"],
            Source::F => &["I", "II", "III"],
            Source::U => &["I", "II", "III"],
            Source::I => &["I", "II", "III"],
            Source::O => &["I", "II", "III"],
            Source::X => &["I", "II"],
            Source::Y => &["II", "III"],
        }
    }

    /// May stand together with another source code (I and O).
    pub const fn may_be_combined(self) -> bool {
        match self {
            Source::W => false,
            Source::R => false,
            Source::D => false,
            Source::A => false,
            Source::C => false,
            Source::F => false,
            Source::U => false,
            Source::I => true,
            Source::O => true,
            Source::X => false,
            Source::Y => false,
        }
    }

    /// Definition in English.
    pub const fn meaning(self) -> &'static str {
        match self {
            Source::W => "Taken from the wild.",
            Source::R => {
                "Eggs or juveniles taken from the wild with very low chance of surviving, reared in a controlled environment."
            }
            Source::D => {
                "App. I animals from operations in the Secretariat register (Res. Conf. 12.10), or App. I plants artificially propagated for commercial purposes; parts and derivatives included."
            }
            Source::A => {
                "Plants meeting Res. Conf. 11.11 (App. I only if not for commercial purposes), with parts and derivatives."
            }
            Source::C => {
                "Animals meeting the bred-in-captivity definition of Res. Conf. 10.16, with parts and derivatives; App. I only if the breeding is not for commercial purposes."
            }
            Source::F => "Born in captivity but outside the Res. Conf. 10.16 definition.",
            Source::U => "Source unknown.",
            Source::I => "Confiscated or seized specimen re-entering authorised trade (disposal).",
            Source::O => "Acquired before the Convention applied to the specimen.",
            Source::X => "Specimen taken in the marine environment not under the jurisdiction of any State.",
            Source::Y => {
                "Plant propagated or planted in an environment with some human intervention, neither artificially propagated nor wild."
            }
        }
    }

    /// What an officer looks at.
    pub const fn checks(self) -> &'static str {
        match self {
            Source::W => "country of origin should be a range State",
            Source::R => {
                "App. II populations transferred from I need an approved ranching programme (Res. Conf. 11.16); WCMC warns if used for plants"
            }
            Source::D => {
                "registered operation number required in box 12b for animals; nursery registration for plants is under Res. Conf. 9.19; animals must be marked"
            }
            Source::A => "WCMC warns if used for animals",
            Source::C => "WCMC warns if used for plants",
            Source::F => "treated like wild for findings",
            Source::U => "must be justified on the permit (box 5)",
            Source::I => "may appear with another source code",
            Source::O => "date of acquisition in box 12b; may appear with another source code",
            Source::X => {
                "introduction-from-the-sea certificate, or export permit where landed in another State (Res. Conf. 14.6); country code for the sea is ZZ"
            }
            Source::Y => {
                "App. II and III only per Res. Conf. 11.11 (from memory); WCMC rule set of 2025 does not reject it for animals explicitly - reject it in our software"
            }
        }
    }
}

super::code_traits!(Source);

/// Appendix in which the specimen is listed, box 10.
///
/// Source: Convention, Art. II; `N` from the Trade Database for taxa not listed. Table: `data/codes/appendices.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Appendix {
    /// `I`: Appendix I.
    I,
    /// `II`: Appendix II.
    II,
    /// `III`: Appendix III.
    III,
    /// `N`: Not listed in the CITES Appendices.
    N,
}

impl Appendix {
    /// Every code, in the order of the table.
    pub const ALL: &'static [Appendix] = &[Appendix::I, Appendix::II, Appendix::III, Appendix::N];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            Appendix::I => "I",
            Appendix::II => "II",
            Appendix::III => "III",
            Appendix::N => "N",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<Appendix> {
        Some(match code {
            "I" => Appendix::I,
            "II" => Appendix::II,
            "III" => Appendix::III,
            "N" => Appendix::N,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Appendix::I => match lang {
                Lang::En => "Appendix I",
                Lang::Fr => "Annexe I",
                Lang::Es => "Apéndice I",
                Lang::Ar => "الملحق الأول",
                Lang::Ru => "Приложение I",
                Lang::Zh => "附录一",
                Lang::Pt => "Anexo I",
            },
            Appendix::II => match lang {
                Lang::En => "Appendix II",
                Lang::Fr => "Annexe II",
                Lang::Es => "Apéndice II",
                Lang::Ar => "الملحق الثاني",
                Lang::Ru => "Приложение II",
                Lang::Zh => "附录二",
                Lang::Pt => "Anexo II",
            },
            Appendix::III => match lang {
                Lang::En => "Appendix III",
                Lang::Fr => "Annexe III",
                Lang::Es => "Apéndice III",
                Lang::Ar => "الملحق الثالث",
                Lang::Ru => "Приложение III",
                Lang::Zh => "附录三",
                Lang::Pt => "Anexo III",
            },
            Appendix::N => match lang {
                Lang::En => "Not listed in the CITES Appendices",
                Lang::Fr => "Non inscrit",
                Lang::Es => "No incluido",
                Lang::Ar => "غير مدرج",
                Lang::Ru => "Не включен",
                Lang::Zh => "未列入",
                Lang::Pt => "Não inscrito",
            },
        }
    }
}

super::code_traits!(Appendix);

/// Unit printed in box 11.
///
/// Source: CITES Guidelines unit list (EU reference guide annex VI); UNECE Recommendation 20. Table: `data/codes/units.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// `KGM`: kilogram.
    Kgm,
    /// `GRM`: gram.
    Grm,
    /// `LTR`: litre.
    Ltr,
    /// `MLT`: millilitre.
    Mlt,
    /// `CMQ`: cubic centimetre.
    Cmq,
    /// `MTR`: metre.
    Mtr,
    /// `MTK`: square metre.
    Mtk,
    /// `MTQ`: cubic metre.
    Mtq,
    /// `NAR`: number of specimens.
    Nar,
    /// `MGM`: milligram.
    Mgm,
    /// `MYG`: microgram.
    Myg,
    /// `TON`: metric tonne.
    Ton,
    /// `CTM`: centimetre.
    Ctm,
    /// `SQC`: square centimetre.
    Sqc,
    /// `SQD`: square decimetre.
    Sqd,
    /// `OUN`: ounce.
    Oun,
    /// `PND`: pound.
    Pnd,
    /// `INC`: inch.
    Inc,
    /// `FEE`: foot.
    Fee,
    /// `YAR`: yard.
    Yar,
    /// `SQF`: square foot.
    Sqf,
    /// `CUF`: cubic foot.
    Cuf,
    /// `PAI`: pair.
    Pai,
    /// `BAK`: backskins.
    Bak,
    /// `BSK`: bellyskins.
    Bsk,
    /// `HRN`: hornback skins.
    Hrn,
    /// `SID`: sides.
    Sid,
    /// `BAG`: bags.
    Bag,
    /// `BOT`: bottles.
    Bot,
    /// `BOX`: boxes.
    Box,
    /// `CAN`: cans.
    Can,
    /// `CAS`: cases.
    Cas,
    /// `CRT`: cartons.
    Crt,
    /// `FLA`: flasks.
    Fla,
    /// `ITE`: items.
    Ite,
    /// `PCS`: pieces.
    Pcs,
    /// `SET`: sets.
    Set,
    /// `SHP`: shipments.
    Shp,
    /// `SKI`: (skins).
    Ski,
}

impl Unit {
    /// Every code, in the order of the table.
    pub const ALL: &'static [Unit] = &[
        Unit::Kgm,
        Unit::Grm,
        Unit::Ltr,
        Unit::Mlt,
        Unit::Cmq,
        Unit::Mtr,
        Unit::Mtk,
        Unit::Mtq,
        Unit::Nar,
        Unit::Mgm,
        Unit::Myg,
        Unit::Ton,
        Unit::Ctm,
        Unit::Sqc,
        Unit::Sqd,
        Unit::Oun,
        Unit::Pnd,
        Unit::Inc,
        Unit::Fee,
        Unit::Yar,
        Unit::Sqf,
        Unit::Cuf,
        Unit::Pai,
        Unit::Bak,
        Unit::Bsk,
        Unit::Hrn,
        Unit::Sid,
        Unit::Bag,
        Unit::Bot,
        Unit::Box,
        Unit::Can,
        Unit::Cas,
        Unit::Crt,
        Unit::Fla,
        Unit::Ite,
        Unit::Pcs,
        Unit::Set,
        Unit::Shp,
        Unit::Ski,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Kgm => "KGM",
            Unit::Grm => "GRM",
            Unit::Ltr => "LTR",
            Unit::Mlt => "MLT",
            Unit::Cmq => "CMQ",
            Unit::Mtr => "MTR",
            Unit::Mtk => "MTK",
            Unit::Mtq => "MTQ",
            Unit::Nar => "NAR",
            Unit::Mgm => "MGM",
            Unit::Myg => "MYG",
            Unit::Ton => "TON",
            Unit::Ctm => "CTM",
            Unit::Sqc => "SQC",
            Unit::Sqd => "SQD",
            Unit::Oun => "OUN",
            Unit::Pnd => "PND",
            Unit::Inc => "INC",
            Unit::Fee => "FEE",
            Unit::Yar => "YAR",
            Unit::Sqf => "SQF",
            Unit::Cuf => "CUF",
            Unit::Pai => "PAI",
            Unit::Bak => "BAK",
            Unit::Bsk => "BSK",
            Unit::Hrn => "HRN",
            Unit::Sid => "SID",
            Unit::Bag => "BAG",
            Unit::Bot => "BOT",
            Unit::Box => "BOX",
            Unit::Can => "CAN",
            Unit::Cas => "CAS",
            Unit::Crt => "CRT",
            Unit::Fla => "FLA",
            Unit::Ite => "ITE",
            Unit::Pcs => "PCS",
            Unit::Set => "SET",
            Unit::Shp => "SHP",
            Unit::Ski => "SKI",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<Unit> {
        Some(match code {
            "KGM" => Unit::Kgm,
            "GRM" => Unit::Grm,
            "LTR" => Unit::Ltr,
            "MLT" => Unit::Mlt,
            "CMQ" => Unit::Cmq,
            "MTR" => Unit::Mtr,
            "MTK" => Unit::Mtk,
            "MTQ" => Unit::Mtq,
            "NAR" => Unit::Nar,
            "MGM" => Unit::Mgm,
            "MYG" => Unit::Myg,
            "TON" => Unit::Ton,
            "CTM" => Unit::Ctm,
            "SQC" => Unit::Sqc,
            "SQD" => Unit::Sqd,
            "OUN" => Unit::Oun,
            "PND" => Unit::Pnd,
            "INC" => Unit::Inc,
            "FEE" => Unit::Fee,
            "YAR" => Unit::Yar,
            "SQF" => Unit::Sqf,
            "CUF" => Unit::Cuf,
            "PAI" => Unit::Pai,
            "BAK" => Unit::Bak,
            "BSK" => Unit::Bsk,
            "HRN" => Unit::Hrn,
            "SID" => Unit::Sid,
            "BAG" => Unit::Bag,
            "BOT" => Unit::Bot,
            "BOX" => Unit::Box,
            "CAN" => Unit::Can,
            "CAS" => Unit::Cas,
            "CRT" => Unit::Crt,
            "FLA" => Unit::Fla,
            "ITE" => Unit::Ite,
            "PCS" => Unit::Pcs,
            "SET" => Unit::Set,
            "SHP" => Unit::Shp,
            "SKI" => Unit::Ski,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Unit::Kgm => match lang {
                Lang::En => "kilogram",
                Lang::Fr => "kilogramme",
                Lang::Es => "kilogramo",
                Lang::Ar => "كيلوغرام",
                Lang::Ru => "килограмм",
                Lang::Zh => "千克",
                Lang::Pt => "quilograma",
            },
            Unit::Grm => match lang {
                Lang::En => "gram",
                Lang::Fr => "gramme",
                Lang::Es => "gramo",
                Lang::Ar => "غرام",
                Lang::Ru => "грамм",
                Lang::Zh => "克",
                Lang::Pt => "grama",
            },
            Unit::Ltr => match lang {
                Lang::En => "litre",
                Lang::Fr => "litre",
                Lang::Es => "litro",
                Lang::Ar => "لتر",
                Lang::Ru => "литр",
                Lang::Zh => "升",
                Lang::Pt => "litro",
            },
            Unit::Mlt => match lang {
                Lang::En => "millilitre",
                Lang::Fr => "millilitre",
                Lang::Es => "mililitro",
                Lang::Ar => "ملليلتر",
                Lang::Ru => "миллилитр",
                Lang::Zh => "毫升",
                Lang::Pt => "mililitro",
            },
            Unit::Cmq => match lang {
                Lang::En => "cubic centimetre",
                Lang::Fr => "centimètre cube",
                Lang::Es => "centímetro cúbico",
                Lang::Ar => "سنتيمتر مكعب",
                Lang::Ru => "кубический сантиметр",
                Lang::Zh => "立方厘米",
                Lang::Pt => "centímetro cúbico",
            },
            Unit::Mtr => match lang {
                Lang::En => "metre",
                Lang::Fr => "mètre",
                Lang::Es => "metro",
                Lang::Ar => "متر",
                Lang::Ru => "метр",
                Lang::Zh => "米",
                Lang::Pt => "metro",
            },
            Unit::Mtk => match lang {
                Lang::En => "square metre",
                Lang::Fr => "mètre carré",
                Lang::Es => "metro cuadrado",
                Lang::Ar => "متر مربع",
                Lang::Ru => "квадратный метр",
                Lang::Zh => "平方米",
                Lang::Pt => "metro quadrado",
            },
            Unit::Mtq => match lang {
                Lang::En => "cubic metre",
                Lang::Fr => "mètre cube",
                Lang::Es => "metro cúbico",
                Lang::Ar => "متر مكعب",
                Lang::Ru => "кубический метр",
                Lang::Zh => "立方米",
                Lang::Pt => "metro cúbico",
            },
            Unit::Nar => match lang {
                Lang::En => "number of specimens",
                Lang::Fr => "nombre de spécimens",
                Lang::Es => "número de especímenes",
                Lang::Ar => "عدد العينات",
                Lang::Ru => "количество образцов",
                Lang::Zh => "标本数量",
                Lang::Pt => "número de espécimes",
            },
            Unit::Mgm => match lang {
                Lang::En => "milligram",
                Lang::Fr => "milligramme",
                Lang::Es => "miligramo",
                Lang::Ar => "مليغرام",
                Lang::Ru => "миллиграмм",
                Lang::Zh => "毫克",
                Lang::Pt => "miligrama",
            },
            Unit::Myg => match lang {
                Lang::En => "microgram",
                Lang::Fr => "microgramme",
                Lang::Es => "microgramo",
                Lang::Ar => "ميكروغرام",
                Lang::Ru => "микрограмм",
                Lang::Zh => "微克",
                Lang::Pt => "micrograma",
            },
            Unit::Ton => match lang {
                Lang::En => "metric tonne",
                Lang::Fr => "tonne métrique",
                Lang::Es => "tonelada métrica",
                Lang::Ar => "طن متري",
                Lang::Ru => "метрическая тонна",
                Lang::Zh => "公吨",
                Lang::Pt => "tonelada métrica",
            },
            Unit::Ctm => match lang {
                Lang::En => "centimetre",
                Lang::Fr => "centimètre",
                Lang::Es => "centímetro",
                Lang::Ar => "سنتيمتر",
                Lang::Ru => "сантиметр",
                Lang::Zh => "厘米",
                Lang::Pt => "centímetro",
            },
            Unit::Sqc => match lang {
                Lang::En => "square centimetre",
                Lang::Fr => "centimètre carré",
                Lang::Es => "centímetro cuadrado",
                Lang::Ar => "سنتيمتر مربع",
                Lang::Ru => "квадратный сантиметр",
                Lang::Zh => "平方厘米",
                Lang::Pt => "centímetro quadrado",
            },
            Unit::Sqd => match lang {
                Lang::En => "square decimetre",
                Lang::Fr => "décimètre carré",
                Lang::Es => "decímetro cuadrado",
                Lang::Ar => "ديسيمتر مربع",
                Lang::Ru => "квадратный дециметр",
                Lang::Zh => "平方分米",
                Lang::Pt => "decímetro quadrado",
            },
            Unit::Oun => match lang {
                Lang::En => "ounce",
                Lang::Fr => "once",
                Lang::Es => "onza",
                Lang::Ar => "أونصة",
                Lang::Ru => "унция",
                Lang::Zh => "盎司",
                Lang::Pt => "onça",
            },
            Unit::Pnd => match lang {
                Lang::En => "pound",
                Lang::Fr => "livre",
                Lang::Es => "libra",
                Lang::Ar => "رطل",
                Lang::Ru => "фунт",
                Lang::Zh => "磅",
                Lang::Pt => "libra",
            },
            Unit::Inc => match lang {
                Lang::En => "inch",
                Lang::Fr => "pouce",
                Lang::Es => "pulgada",
                Lang::Ar => "بوصة",
                Lang::Ru => "дюйм",
                Lang::Zh => "英寸",
                Lang::Pt => "polegada",
            },
            Unit::Fee => match lang {
                Lang::En => "foot",
                Lang::Fr => "pied",
                Lang::Es => "pie",
                Lang::Ar => "قدم",
                Lang::Ru => "фут",
                Lang::Zh => "英尺",
                Lang::Pt => "pé",
            },
            Unit::Yar => match lang {
                Lang::En => "yard",
                Lang::Fr => "verge",
                Lang::Es => "yarda",
                Lang::Ar => "ياردة",
                Lang::Ru => "ярд",
                Lang::Zh => "码",
                Lang::Pt => "jarda",
            },
            Unit::Sqf => match lang {
                Lang::En => "square foot",
                Lang::Fr => "pied carré",
                Lang::Es => "pie cuadrado",
                Lang::Ar => "قدم مربع",
                Lang::Ru => "квадратный фут",
                Lang::Zh => "平方英尺",
                Lang::Pt => "pé quadrado",
            },
            Unit::Cuf => match lang {
                Lang::En => "cubic foot",
                Lang::Fr => "pied cube",
                Lang::Es => "pie cúbico",
                Lang::Ar => "قدم مكعب",
                Lang::Ru => "кубический фут",
                Lang::Zh => "立方英尺",
                Lang::Pt => "pé cúbico",
            },
            Unit::Pai => match lang {
                Lang::En => "pair",
                Lang::Fr => "paire",
                Lang::Es => "par",
                Lang::Ar => "زوج",
                Lang::Ru => "пара",
                Lang::Zh => "对",
                Lang::Pt => "par",
            },
            Unit::Bak => match lang {
                Lang::En => "backskins",
                Lang::Fr => "peaux de dos",
                Lang::Es => "pieles dorsales",
                Lang::Ar => "جلود ظهر",
                Lang::Ru => "шкуры спинные",
                Lang::Zh => "背皮",
                Lang::Pt => "peles dorsais",
            },
            Unit::Bsk => match lang {
                Lang::En => "bellyskins",
                Lang::Fr => "peaux de ventre",
                Lang::Es => "pieles ventrales",
                Lang::Ar => "جلود بطن",
                Lang::Ru => "шкуры брюшные",
                Lang::Zh => "腹皮",
                Lang::Pt => "peles ventrais",
            },
            Unit::Hrn => match lang {
                Lang::En => "hornback skins",
                Lang::Fr => "peaux dorsales (hornback)",
                Lang::Es => "pieles dorsales (hornback)",
                Lang::Ar => "جلود ظهرية قرنية",
                Lang::Ru => "шкуры спинные (hornback)",
                Lang::Zh => "骨背皮",
                Lang::Pt => "peles dorsais (hornback)",
            },
            Unit::Sid => match lang {
                Lang::En => "sides",
                Lang::Fr => "flancs",
                Lang::Es => "costados",
                Lang::Ar => "جوانب",
                Lang::Ru => "боковины",
                Lang::Zh => "侧皮",
                Lang::Pt => "flancos",
            },
            Unit::Bag => match lang {
                Lang::En => "bags",
                Lang::Fr => "sacs",
                Lang::Es => "bolsas",
                Lang::Ar => "أكياس",
                Lang::Ru => "мешки",
                Lang::Zh => "袋",
                Lang::Pt => "sacos",
            },
            Unit::Bot => match lang {
                Lang::En => "bottles",
                Lang::Fr => "bouteilles",
                Lang::Es => "botellas",
                Lang::Ar => "زجاجات",
                Lang::Ru => "бутылки",
                Lang::Zh => "瓶",
                Lang::Pt => "garrafas",
            },
            Unit::Box => match lang {
                Lang::En => "boxes",
                Lang::Fr => "boîtes",
                Lang::Es => "cajas",
                Lang::Ar => "صناديق",
                Lang::Ru => "коробки",
                Lang::Zh => "盒",
                Lang::Pt => "caixas",
            },
            Unit::Can => match lang {
                Lang::En => "cans",
                Lang::Fr => "bidons",
                Lang::Es => "latas",
                Lang::Ar => "علب",
                Lang::Ru => "банки",
                Lang::Zh => "罐",
                Lang::Pt => "latas",
            },
            Unit::Cas => match lang {
                Lang::En => "cases",
                Lang::Fr => "étuis",
                Lang::Es => "estuches",
                Lang::Ar => "صناديق شحن",
                Lang::Ru => "ящики",
                Lang::Zh => "箱",
                Lang::Pt => "estojos",
            },
            Unit::Crt => match lang {
                Lang::En => "cartons",
                Lang::Fr => "cartons",
                Lang::Es => "cartones",
                Lang::Ar => "كراتين",
                Lang::Ru => "картонные коробки",
                Lang::Zh => "纸箱",
                Lang::Pt => "caixas de cartão",
            },
            Unit::Fla => match lang {
                Lang::En => "flasks",
                Lang::Fr => "flacons",
                Lang::Es => "frascos",
                Lang::Ar => "قوارير",
                Lang::Ru => "колбы",
                Lang::Zh => "烧瓶",
                Lang::Pt => "frascos",
            },
            Unit::Ite => match lang {
                Lang::En => "items",
                Lang::Fr => "articles",
                Lang::Es => "artículos",
                Lang::Ar => "أصناف",
                Lang::Ru => "предметы",
                Lang::Zh => "件",
                Lang::Pt => "artigos",
            },
            Unit::Pcs => match lang {
                Lang::En => "pieces",
                Lang::Fr => "pièces",
                Lang::Es => "piezas",
                Lang::Ar => "قطع",
                Lang::Ru => "штуки",
                Lang::Zh => "块",
                Lang::Pt => "peças",
            },
            Unit::Set => match lang {
                Lang::En => "sets",
                Lang::Fr => "jeux",
                Lang::Es => "juegos",
                Lang::Ar => "أطقم",
                Lang::Ru => "наборы",
                Lang::Zh => "套",
                Lang::Pt => "conjuntos",
            },
            Unit::Shp => match lang {
                Lang::En => "shipments",
                Lang::Fr => "cargaisons",
                Lang::Es => "cargamentos",
                Lang::Ar => "شحنات",
                Lang::Ru => "партии",
                Lang::Zh => "批",
                Lang::Pt => "remessas",
            },
            Unit::Ski => match lang {
                Lang::En => "(skins)",
                Lang::Fr => "peaux",
                Lang::Es => "pieles",
                Lang::Ar => "جلود",
                Lang::Ru => "шкуры",
                Lang::Zh => "皮",
                Lang::Pt => "peles",
            },
        }
    }

    /// Short sign for people, blank where none is usual.
    pub const fn symbol(self) -> &'static str {
        match self {
            Unit::Kgm => "kg",
            Unit::Grm => "g",
            Unit::Ltr => "l",
            Unit::Mlt => "ml",
            Unit::Cmq => "cm3",
            Unit::Mtr => "m",
            Unit::Mtk => "m2",
            Unit::Mtq => "m3",
            Unit::Nar => "no.",
            Unit::Mgm => "mg",
            Unit::Myg => "µg",
            Unit::Ton => "t",
            Unit::Ctm => "cm",
            Unit::Sqc => "cm2",
            Unit::Sqd => "dm2",
            Unit::Oun => "oz",
            Unit::Pnd => "lb",
            Unit::Inc => "in",
            Unit::Fee => "ft",
            Unit::Yar => "yd",
            Unit::Sqf => "ft2",
            Unit::Cuf => "ft3",
            Unit::Pai => "pair",
            Unit::Bak => "",
            Unit::Bsk => "",
            Unit::Hrn => "",
            Unit::Sid => "",
            Unit::Bag => "",
            Unit::Bot => "",
            Unit::Box => "",
            Unit::Can => "",
            Unit::Cas => "",
            Unit::Crt => "",
            Unit::Fla => "",
            Unit::Ite => "",
            Unit::Pcs => "",
            Unit::Set => "",
            Unit::Shp => "",
            Unit::Ski => "",
        }
    }

    /// UNECE Rec. 20 code for messages, blank where there is none.
    pub const fn rec20(self) -> &'static str {
        match self {
            Unit::Kgm => "KGM",
            Unit::Grm => "GRM",
            Unit::Ltr => "LTR",
            Unit::Mlt => "MLT",
            Unit::Cmq => "CMQ",
            Unit::Mtr => "MTR",
            Unit::Mtk => "MTK",
            Unit::Mtq => "MTQ",
            Unit::Nar => "NAR",
            Unit::Mgm => "MGM",
            Unit::Myg => "MC",
            Unit::Ton => "TNE",
            Unit::Ctm => "CMT",
            Unit::Sqc => "CMK",
            Unit::Sqd => "DMK",
            Unit::Oun => "ONZ",
            Unit::Pnd => "LBR",
            Unit::Inc => "INH",
            Unit::Fee => "FOT",
            Unit::Yar => "YRD",
            Unit::Sqf => "FTK",
            Unit::Cuf => "FTQ",
            Unit::Pai => "PR",
            Unit::Bak => "",
            Unit::Bsk => "",
            Unit::Hrn => "",
            Unit::Sid => "",
            Unit::Bag => "",
            Unit::Bot => "",
            Unit::Box => "",
            Unit::Can => "",
            Unit::Cas => "",
            Unit::Crt => "",
            Unit::Fla => "",
            Unit::Ite => "",
            Unit::Pcs => "",
            Unit::Set => "",
            Unit::Shp => "",
            Unit::Ski => "",
        }
    }

    /// `mass`, `volume_liquid`, `volume`, `length`, `area`, `count` or `packaging_or_cut`.
    pub const fn dimension(self) -> &'static str {
        match self {
            Unit::Kgm => "mass",
            Unit::Grm => "mass",
            Unit::Ltr => "volume_liquid",
            Unit::Mlt => "volume_liquid",
            Unit::Cmq => "volume",
            Unit::Mtr => "length",
            Unit::Mtk => "area",
            Unit::Mtq => "volume",
            Unit::Nar => "count",
            Unit::Mgm => "mass",
            Unit::Myg => "mass",
            Unit::Ton => "mass",
            Unit::Ctm => "length",
            Unit::Sqc => "area",
            Unit::Sqd => "area",
            Unit::Oun => "mass",
            Unit::Pnd => "mass",
            Unit::Inc => "length",
            Unit::Fee => "length",
            Unit::Yar => "length",
            Unit::Sqf => "area",
            Unit::Cuf => "volume",
            Unit::Pai => "count",
            Unit::Bak => "packaging_or_cut",
            Unit::Bsk => "packaging_or_cut",
            Unit::Hrn => "packaging_or_cut",
            Unit::Sid => "packaging_or_cut",
            Unit::Bag => "packaging_or_cut",
            Unit::Bot => "packaging_or_cut",
            Unit::Box => "packaging_or_cut",
            Unit::Can => "packaging_or_cut",
            Unit::Cas => "packaging_or_cut",
            Unit::Crt => "packaging_or_cut",
            Unit::Fla => "packaging_or_cut",
            Unit::Ite => "packaging_or_cut",
            Unit::Pcs => "packaging_or_cut",
            Unit::Set => "packaging_or_cut",
            Unit::Shp => "packaging_or_cut",
            Unit::Ski => "packaging_or_cut",
        }
    }

    /// Unit that [`Unit::factor_to_base`] leads to.
    pub const fn base_unit_code(self) -> &'static str {
        match self {
            Unit::Kgm => "KGM",
            Unit::Grm => "KGM",
            Unit::Ltr => "LTR",
            Unit::Mlt => "LTR",
            Unit::Cmq => "MTQ",
            Unit::Mtr => "MTR",
            Unit::Mtk => "MTK",
            Unit::Mtq => "MTQ",
            Unit::Nar => "NAR",
            Unit::Mgm => "KGM",
            Unit::Myg => "KGM",
            Unit::Ton => "KGM",
            Unit::Ctm => "MTR",
            Unit::Sqc => "MTK",
            Unit::Sqd => "MTK",
            Unit::Oun => "KGM",
            Unit::Pnd => "KGM",
            Unit::Inc => "MTR",
            Unit::Fee => "MTR",
            Unit::Yar => "MTR",
            Unit::Sqf => "MTK",
            Unit::Cuf => "MTQ",
            Unit::Pai => "NAR",
            Unit::Bak => "NAR",
            Unit::Bsk => "NAR",
            Unit::Hrn => "NAR",
            Unit::Sid => "NAR",
            Unit::Bag => "NAR",
            Unit::Bot => "NAR",
            Unit::Box => "NAR",
            Unit::Can => "NAR",
            Unit::Cas => "NAR",
            Unit::Crt => "NAR",
            Unit::Fla => "NAR",
            Unit::Ite => "NAR",
            Unit::Pcs => "NAR",
            Unit::Set => "NAR",
            Unit::Shp => "NAR",
            Unit::Ski => "NAR",
        }
    }

    /// Exact decimal factor to the base unit.
    pub const fn factor_to_base(self) -> &'static str {
        match self {
            Unit::Kgm => "1",
            Unit::Grm => "0.001",
            Unit::Ltr => "1",
            Unit::Mlt => "0.001",
            Unit::Cmq => "0.000001",
            Unit::Mtr => "1",
            Unit::Mtk => "1",
            Unit::Mtq => "1",
            Unit::Nar => "1",
            Unit::Mgm => "0.000001",
            Unit::Myg => "0.000000001",
            Unit::Ton => "1000",
            Unit::Ctm => "0.01",
            Unit::Sqc => "0.0001",
            Unit::Sqd => "0.01",
            Unit::Oun => "0.02834952",
            Unit::Pnd => "0.45359237",
            Unit::Inc => "0.0254",
            Unit::Fee => "0.3048",
            Unit::Yar => "0.9144",
            Unit::Sqf => "0.09290304",
            Unit::Cuf => "0.02831685",
            Unit::Pai => "2",
            Unit::Bak => "0.5",
            Unit::Bsk => "1",
            Unit::Hrn => "1",
            Unit::Sid => "0.5",
            Unit::Bag => "1",
            Unit::Bot => "1",
            Unit::Box => "1",
            Unit::Can => "1",
            Unit::Cas => "1",
            Unit::Crt => "1",
            Unit::Fla => "1",
            Unit::Ite => "1",
            Unit::Pcs => "1",
            Unit::Set => "1",
            Unit::Shp => "1",
            Unit::Ski => "1",
        }
    }

    /// Older UNEP-WCMC code, blank for a number.
    pub const fn wcmc_2013(self) -> &'static str {
        match self {
            Unit::Kgm => "KIL",
            Unit::Grm => "GRM",
            Unit::Ltr => "LTR",
            Unit::Mlt => "MLT",
            Unit::Cmq => "CCM",
            Unit::Mtr => "MTR",
            Unit::Mtk => "SQM",
            Unit::Mtq => "CUM",
            Unit::Nar => "",
            Unit::Mgm => "MGM",
            Unit::Myg => "MYG",
            Unit::Ton => "TON",
            Unit::Ctm => "CTM",
            Unit::Sqc => "SQC",
            Unit::Sqd => "SQD",
            Unit::Oun => "OUN",
            Unit::Pnd => "PND",
            Unit::Inc => "INC",
            Unit::Fee => "FEE",
            Unit::Yar => "YAR",
            Unit::Sqf => "SQF",
            Unit::Cuf => "CUF",
            Unit::Pai => "PAI",
            Unit::Bak => "BAK",
            Unit::Bsk => "BSK",
            Unit::Hrn => "HRN",
            Unit::Sid => "SID",
            Unit::Bag => "BAG",
            Unit::Bot => "BOT",
            Unit::Box => "BOX",
            Unit::Can => "CAN",
            Unit::Cas => "CAS",
            Unit::Crt => "CRT",
            Unit::Fla => "FLA",
            Unit::Ite => "ITE",
            Unit::Pcs => "PCS",
            Unit::Set => "SET",
            Unit::Shp => "SHP",
            Unit::Ski => "SKI",
        }
    }

    /// `current`, `accept_on_import` or `legacy`.
    pub const fn status(self) -> &'static str {
        match self {
            Unit::Kgm => "current",
            Unit::Grm => "current",
            Unit::Ltr => "current",
            Unit::Mlt => "current",
            Unit::Cmq => "current",
            Unit::Mtr => "current",
            Unit::Mtk => "current",
            Unit::Mtq => "current",
            Unit::Nar => "current",
            Unit::Mgm => "accept_on_import",
            Unit::Myg => "accept_on_import",
            Unit::Ton => "accept_on_import",
            Unit::Ctm => "accept_on_import",
            Unit::Sqc => "accept_on_import",
            Unit::Sqd => "accept_on_import",
            Unit::Oun => "legacy",
            Unit::Pnd => "legacy",
            Unit::Inc => "legacy",
            Unit::Fee => "legacy",
            Unit::Yar => "legacy",
            Unit::Sqf => "legacy",
            Unit::Cuf => "legacy",
            Unit::Pai => "legacy",
            Unit::Bak => "legacy",
            Unit::Bsk => "legacy",
            Unit::Hrn => "legacy",
            Unit::Sid => "legacy",
            Unit::Bag => "legacy",
            Unit::Bot => "legacy",
            Unit::Box => "legacy",
            Unit::Can => "legacy",
            Unit::Cas => "legacy",
            Unit::Crt => "legacy",
            Unit::Fla => "legacy",
            Unit::Ite => "legacy",
            Unit::Pcs => "legacy",
            Unit::Set => "legacy",
            Unit::Shp => "legacy",
            Unit::Ski => "legacy",
        }
    }
}

super::code_traits!(Unit);

/// Trade term, box 9: what the specimen is.
///
/// Source: CITES Guidelines for annual reports, term table as in the EU reference guide annex VI, November 2025. Table: `data/codes/trade_terms.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// `BAL`: baleen.
    Bal,
    /// `BAR`: bark.
    Bar,
    /// `BOD`: body.
    Bod,
    /// `BON`: bone.
    Bon,
    /// `CAL`: calipee.
    Cal,
    /// `CAP`: carapace.
    Cap,
    /// `CAR`: carving.
    Car,
    /// `BOC`: carving - bone.
    Boc,
    /// `HOC`: carving - horn.
    Hoc,
    /// `IVC`: carving - ivory (worked ivory).
    Ivc,
    /// `CAV`: caviar.
    Cav,
    /// `CHP`: chips (woodchips).
    Chp,
    /// `CLA`: claw.
    Cla,
    /// `CLO`: cloth.
    Clo,
    /// `COR`: coral (raw).
    Cor,
    /// `COS`: cosmetics.
    Cos,
    /// `CUL`: culture.
    Cul,
    /// `DER`: derivatives.
    Der,
    /// `DPL`: dried plant.
    Dpl,
    /// `EAR`: ear.
    Ear,
    /// `EGG`: egg.
    Egg,
    /// `EGL`: egg (live).
    Egl,
    /// `ESH`: eggshell.
    Esh,
    /// `EXT`: extract.
    Ext,
    /// `FEA`: feather.
    Fea,
    /// `FIB`: fibre.
    Fib,
    /// `DFN`: fin (dried).
    Dfn,
    /// `FFN`: fin (wet).
    Ffn,
    /// `FIG`: fingerlings.
    Fig,
    /// `FLO`: flower.
    Flo,
    /// `FPT`: flower pot.
    Fpt,
    /// `LEG`: frog legs.
    Leg,
    /// `FRU`: fruit.
    Fru,
    /// `FOO`: foot.
    Foo,
    /// `FPL`: fur products (large).
    Fpl,
    /// `FPS`: fur product (small).
    Fps,
    /// `GAL`: gall.
    Gal,
    /// `GAB`: gall bladder.
    Gab,
    /// `GAR`: garment.
    Gar,
    /// `GEN`: genitalia.
    Gen,
    /// `GIL`: gill plates.
    Gil,
    /// `GRS`: graft rootstock.
    Grs,
    /// `HAI`: hair.
    Hai,
    /// `HAP`: hair products.
    Hap,
    /// `HOR`: horn.
    Hor,
    /// `JWL`: jewellery.
    Jwl,
    /// `IJW`: jewellery - ivory (worked ivory).
    Ijw,
    /// `KNL`: kernel.
    Knl,
    /// `LPL`: leather product (large).
    Lpl,
    /// `LPS`: leather product (small).
    Lps,
    /// `LIV`: live.
    Liv,
    /// `LVS`: leaf.
    Lvs,
    /// `LOG`: logs.
    Log,
    /// `MEA`: meat.
    Mea,
    /// `MED`: medicine.
    Med,
    /// `MUS`: musk.
    Mus,
    /// `OIL`: oil.
    Oil,
    /// `PRL`: pearl.
    Prl,
    /// `KEY`: piano keys (worked ivory).
    Key,
    /// `BOP`: piece - bone.
    Bop,
    /// `HOP`: piece - horn.
    Hop,
    /// `IVP`: piece - ivory (raw ivory).
    Ivp,
    /// `PLA`: plate.
    Pla,
    /// `PLY`: plywood.
    Ply,
    /// `POW`: powder.
    Pow,
    /// `PUP`: pupae.
    Pup,
    /// `ROO`: root.
    Roo,
    /// `RUG`: rug.
    Rug,
    /// `ROS`: sawfish rostrum.
    Ros,
    /// `SAW`: sawn wood.
    Saw,
    /// `SCA`: scale.
    Sca,
    /// `SEE`: seed.
    See,
    /// `SHE`: shell.
    She,
    /// `SID`: side.
    Sid,
    /// `SKE`: skeleton.
    Ske,
    /// `SKI`: skin.
    Ski,
    /// `SKP`: skin piece.
    Skp,
    /// `SKU`: skull.
    Sku,
    /// `SOU`: soup.
    Sou,
    /// `SPE`: specimen (scientific).
    Spe,
    /// `STE`: stem.
    Ste,
    /// `SWI`: swim bladder.
    Swi,
    /// `TAI`: tail.
    Tai,
    /// `THD`: thread.
    Thd,
    /// `TEE`: tooth.
    Tee,
    /// `TIM`: timber.
    Tim,
    /// `TRW`: transformed wood.
    Trw,
    /// `TRO`: trophy.
    Tro,
    /// `TRU`: trunk.
    Tru,
    /// `TUS`: tusk (raw ivory).
    Tus,
    /// `VEN`: veneer sheets.
    Ven,
    /// `WAX`: wax.
    Wax,
    /// `WPR`: wood product.
    Wpr,
}

impl Term {
    /// Every code, in the order of the table.
    pub const ALL: &'static [Term] = &[
        Term::Bal,
        Term::Bar,
        Term::Bod,
        Term::Bon,
        Term::Cal,
        Term::Cap,
        Term::Car,
        Term::Boc,
        Term::Hoc,
        Term::Ivc,
        Term::Cav,
        Term::Chp,
        Term::Cla,
        Term::Clo,
        Term::Cor,
        Term::Cos,
        Term::Cul,
        Term::Der,
        Term::Dpl,
        Term::Ear,
        Term::Egg,
        Term::Egl,
        Term::Esh,
        Term::Ext,
        Term::Fea,
        Term::Fib,
        Term::Dfn,
        Term::Ffn,
        Term::Fig,
        Term::Flo,
        Term::Fpt,
        Term::Leg,
        Term::Fru,
        Term::Foo,
        Term::Fpl,
        Term::Fps,
        Term::Gal,
        Term::Gab,
        Term::Gar,
        Term::Gen,
        Term::Gil,
        Term::Grs,
        Term::Hai,
        Term::Hap,
        Term::Hor,
        Term::Jwl,
        Term::Ijw,
        Term::Knl,
        Term::Lpl,
        Term::Lps,
        Term::Liv,
        Term::Lvs,
        Term::Log,
        Term::Mea,
        Term::Med,
        Term::Mus,
        Term::Oil,
        Term::Prl,
        Term::Key,
        Term::Bop,
        Term::Hop,
        Term::Ivp,
        Term::Pla,
        Term::Ply,
        Term::Pow,
        Term::Pup,
        Term::Roo,
        Term::Rug,
        Term::Ros,
        Term::Saw,
        Term::Sca,
        Term::See,
        Term::She,
        Term::Sid,
        Term::Ske,
        Term::Ski,
        Term::Skp,
        Term::Sku,
        Term::Sou,
        Term::Spe,
        Term::Ste,
        Term::Swi,
        Term::Tai,
        Term::Thd,
        Term::Tee,
        Term::Tim,
        Term::Trw,
        Term::Tro,
        Term::Tru,
        Term::Tus,
        Term::Ven,
        Term::Wax,
        Term::Wpr,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            Term::Bal => "BAL",
            Term::Bar => "BAR",
            Term::Bod => "BOD",
            Term::Bon => "BON",
            Term::Cal => "CAL",
            Term::Cap => "CAP",
            Term::Car => "CAR",
            Term::Boc => "BOC",
            Term::Hoc => "HOC",
            Term::Ivc => "IVC",
            Term::Cav => "CAV",
            Term::Chp => "CHP",
            Term::Cla => "CLA",
            Term::Clo => "CLO",
            Term::Cor => "COR",
            Term::Cos => "COS",
            Term::Cul => "CUL",
            Term::Der => "DER",
            Term::Dpl => "DPL",
            Term::Ear => "EAR",
            Term::Egg => "EGG",
            Term::Egl => "EGL",
            Term::Esh => "ESH",
            Term::Ext => "EXT",
            Term::Fea => "FEA",
            Term::Fib => "FIB",
            Term::Dfn => "DFN",
            Term::Ffn => "FFN",
            Term::Fig => "FIG",
            Term::Flo => "FLO",
            Term::Fpt => "FPT",
            Term::Leg => "LEG",
            Term::Fru => "FRU",
            Term::Foo => "FOO",
            Term::Fpl => "FPL",
            Term::Fps => "FPS",
            Term::Gal => "GAL",
            Term::Gab => "GAB",
            Term::Gar => "GAR",
            Term::Gen => "GEN",
            Term::Gil => "GIL",
            Term::Grs => "GRS",
            Term::Hai => "HAI",
            Term::Hap => "HAP",
            Term::Hor => "HOR",
            Term::Jwl => "JWL",
            Term::Ijw => "IJW",
            Term::Knl => "KNL",
            Term::Lpl => "LPL",
            Term::Lps => "LPS",
            Term::Liv => "LIV",
            Term::Lvs => "LVS",
            Term::Log => "LOG",
            Term::Mea => "MEA",
            Term::Med => "MED",
            Term::Mus => "MUS",
            Term::Oil => "OIL",
            Term::Prl => "PRL",
            Term::Key => "KEY",
            Term::Bop => "BOP",
            Term::Hop => "HOP",
            Term::Ivp => "IVP",
            Term::Pla => "PLA",
            Term::Ply => "PLY",
            Term::Pow => "POW",
            Term::Pup => "PUP",
            Term::Roo => "ROO",
            Term::Rug => "RUG",
            Term::Ros => "ROS",
            Term::Saw => "SAW",
            Term::Sca => "SCA",
            Term::See => "SEE",
            Term::She => "SHE",
            Term::Sid => "SID",
            Term::Ske => "SKE",
            Term::Ski => "SKI",
            Term::Skp => "SKP",
            Term::Sku => "SKU",
            Term::Sou => "SOU",
            Term::Spe => "SPE",
            Term::Ste => "STE",
            Term::Swi => "SWI",
            Term::Tai => "TAI",
            Term::Thd => "THD",
            Term::Tee => "TEE",
            Term::Tim => "TIM",
            Term::Trw => "TRW",
            Term::Tro => "TRO",
            Term::Tru => "TRU",
            Term::Tus => "TUS",
            Term::Ven => "VEN",
            Term::Wax => "WAX",
            Term::Wpr => "WPR",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<Term> {
        Some(match code {
            "BAL" => Term::Bal,
            "BAR" => Term::Bar,
            "BOD" => Term::Bod,
            "BON" => Term::Bon,
            "CAL" => Term::Cal,
            "CAP" => Term::Cap,
            "CAR" => Term::Car,
            "BOC" => Term::Boc,
            "HOC" => Term::Hoc,
            "IVC" => Term::Ivc,
            "CAV" => Term::Cav,
            "CHP" => Term::Chp,
            "CLA" => Term::Cla,
            "CLO" => Term::Clo,
            "COR" => Term::Cor,
            "COS" => Term::Cos,
            "CUL" => Term::Cul,
            "DER" => Term::Der,
            "DPL" => Term::Dpl,
            "EAR" => Term::Ear,
            "EGG" => Term::Egg,
            "EGL" => Term::Egl,
            "ESH" => Term::Esh,
            "EXT" => Term::Ext,
            "FEA" => Term::Fea,
            "FIB" => Term::Fib,
            "DFN" => Term::Dfn,
            "FFN" => Term::Ffn,
            "FIG" => Term::Fig,
            "FLO" => Term::Flo,
            "FPT" => Term::Fpt,
            "LEG" => Term::Leg,
            "FRU" => Term::Fru,
            "FOO" => Term::Foo,
            "FPL" => Term::Fpl,
            "FPS" => Term::Fps,
            "GAL" => Term::Gal,
            "GAB" => Term::Gab,
            "GAR" => Term::Gar,
            "GEN" => Term::Gen,
            "GIL" => Term::Gil,
            "GRS" => Term::Grs,
            "HAI" => Term::Hai,
            "HAP" => Term::Hap,
            "HOR" => Term::Hor,
            "JWL" => Term::Jwl,
            "IJW" => Term::Ijw,
            "KNL" => Term::Knl,
            "LPL" => Term::Lpl,
            "LPS" => Term::Lps,
            "LIV" => Term::Liv,
            "LVS" => Term::Lvs,
            "LOG" => Term::Log,
            "MEA" => Term::Mea,
            "MED" => Term::Med,
            "MUS" => Term::Mus,
            "OIL" => Term::Oil,
            "PRL" => Term::Prl,
            "KEY" => Term::Key,
            "BOP" => Term::Bop,
            "HOP" => Term::Hop,
            "IVP" => Term::Ivp,
            "PLA" => Term::Pla,
            "PLY" => Term::Ply,
            "POW" => Term::Pow,
            "PUP" => Term::Pup,
            "ROO" => Term::Roo,
            "RUG" => Term::Rug,
            "ROS" => Term::Ros,
            "SAW" => Term::Saw,
            "SCA" => Term::Sca,
            "SEE" => Term::See,
            "SHE" => Term::She,
            "SID" => Term::Sid,
            "SKE" => Term::Ske,
            "SKI" => Term::Ski,
            "SKP" => Term::Skp,
            "SKU" => Term::Sku,
            "SOU" => Term::Sou,
            "SPE" => Term::Spe,
            "STE" => Term::Ste,
            "SWI" => Term::Swi,
            "TAI" => Term::Tai,
            "THD" => Term::Thd,
            "TEE" => Term::Tee,
            "TIM" => Term::Tim,
            "TRW" => Term::Trw,
            "TRO" => Term::Tro,
            "TRU" => Term::Tru,
            "TUS" => Term::Tus,
            "VEN" => Term::Ven,
            "WAX" => Term::Wax,
            "WPR" => Term::Wpr,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Term::Bal => match lang {
                Lang::En => "baleen",
                Lang::Fr => "fanon",
                Lang::Es => "barbas (de ballena)",
                Lang::Ar => "بالين (صفائح فم الحوت)",
                Lang::Ru => "baleen",
                Lang::Zh => "baleen",
                Lang::Pt => "baleen",
            },
            Term::Bar => match lang {
                Lang::En => "bark",
                Lang::Fr => "écorce",
                Lang::Es => "corteza",
                Lang::Ar => "لحاء",
                Lang::Ru => "bark",
                Lang::Zh => "bark",
                Lang::Pt => "bark",
            },
            Term::Bod => match lang {
                Lang::En => "body",
                Lang::Fr => "corps",
                Lang::Es => "cuerpo",
                Lang::Ar => "جسم كامل",
                Lang::Ru => "body",
                Lang::Zh => "body",
                Lang::Pt => "body",
            },
            Term::Bon => match lang {
                Lang::En => "bone",
                Lang::Fr => "os",
                Lang::Es => "hueso",
                Lang::Ar => "عظم",
                Lang::Ru => "bone",
                Lang::Zh => "bone",
                Lang::Pt => "bone",
            },
            Term::Cal => match lang {
                Lang::En => "calipee",
                Lang::Fr => "calipée",
                Lang::Es => "calipé",
                Lang::Ar => "كاليبي (غضروف السلحفاة)",
                Lang::Ru => "calipee",
                Lang::Zh => "calipee",
                Lang::Pt => "calipee",
            },
            Term::Cap => match lang {
                Lang::En => "carapace",
                Lang::Fr => "carapace",
                Lang::Es => "caparazón",
                Lang::Ar => "درقة",
                Lang::Ru => "carapace",
                Lang::Zh => "carapace",
                Lang::Pt => "carapace",
            },
            Term::Car => match lang {
                Lang::En => "carving",
                Lang::Fr => "sculpture",
                Lang::Es => "talla",
                Lang::Ar => "منحوتة",
                Lang::Ru => "carving",
                Lang::Zh => "carving",
                Lang::Pt => "carving",
            },
            Term::Boc => match lang {
                Lang::En => "carving - bone",
                Lang::Fr => "sculpture en os",
                Lang::Es => "talla de hueso",
                Lang::Ar => "منحوتة من العظم",
                Lang::Ru => "carving - bone",
                Lang::Zh => "carving - bone",
                Lang::Pt => "carving - bone",
            },
            Term::Hoc => match lang {
                Lang::En => "carving - horn",
                Lang::Fr => "sculpture en corne",
                Lang::Es => "talla de cuerno",
                Lang::Ar => "منحوتة من القرن",
                Lang::Ru => "carving - horn",
                Lang::Zh => "carving - horn",
                Lang::Pt => "carving - horn",
            },
            Term::Ivc => match lang {
                Lang::En => "carving - ivory (worked ivory)",
                Lang::Fr => "sculpture en ivoire",
                Lang::Es => "talla de marfil",
                Lang::Ar => "منحوتة من العاج (عاج مشغول)",
                Lang::Ru => "carving - ivory (worked ivory)",
                Lang::Zh => "carving - ivory (worked ivory)",
                Lang::Pt => "carving - ivory (worked ivory)",
            },
            Term::Cav => match lang {
                Lang::En => "caviar",
                Lang::Fr => "caviar",
                Lang::Es => "caviar",
                Lang::Ar => "كافيار",
                Lang::Ru => "caviar",
                Lang::Zh => "caviar",
                Lang::Pt => "caviar",
            },
            Term::Chp => match lang {
                Lang::En => "chips (woodchips)",
                Lang::Fr => "copeaux",
                Lang::Es => "astillas",
                Lang::Ar => "رقائق خشب",
                Lang::Ru => "chips (woodchips)",
                Lang::Zh => "chips (woodchips)",
                Lang::Pt => "chips (woodchips)",
            },
            Term::Cla => match lang {
                Lang::En => "claw",
                Lang::Fr => "griffe",
                Lang::Es => "garra",
                Lang::Ar => "مخلب",
                Lang::Ru => "claw",
                Lang::Zh => "claw",
                Lang::Pt => "claw",
            },
            Term::Clo => match lang {
                Lang::En => "cloth",
                Lang::Fr => "tissu",
                Lang::Es => "tela",
                Lang::Ar => "قماش",
                Lang::Ru => "cloth",
                Lang::Zh => "cloth",
                Lang::Pt => "cloth",
            },
            Term::Cor => match lang {
                Lang::En => "coral (raw)",
                Lang::Fr => "corail (brut)",
                Lang::Es => "coral (en bruto)",
                Lang::Ar => "مرجان (خام)",
                Lang::Ru => "coral (raw)",
                Lang::Zh => "coral (raw)",
                Lang::Pt => "coral (raw)",
            },
            Term::Cos => match lang {
                Lang::En => "cosmetics",
                Lang::Fr => "cosmétiques",
                Lang::Es => "cosméticos",
                Lang::Ar => "مستحضرات تجميل",
                Lang::Ru => "cosmetics",
                Lang::Zh => "cosmetics",
                Lang::Pt => "cosmetics",
            },
            Term::Cul => match lang {
                Lang::En => "culture",
                Lang::Fr => "culture",
                Lang::Es => "cultivo",
                Lang::Ar => "مزرعة نسيجية",
                Lang::Ru => "culture",
                Lang::Zh => "culture",
                Lang::Pt => "culture",
            },
            Term::Der => match lang {
                Lang::En => "derivatives",
                Lang::Fr => "produits dérivés",
                Lang::Es => "derivados",
                Lang::Ar => "مشتقات",
                Lang::Ru => "derivatives",
                Lang::Zh => "derivatives",
                Lang::Pt => "derivatives",
            },
            Term::Dpl => match lang {
                Lang::En => "dried plant",
                Lang::Fr => "plante séchée",
                Lang::Es => "planta seca",
                Lang::Ar => "نبات مجفف",
                Lang::Ru => "dried plant",
                Lang::Zh => "dried plant",
                Lang::Pt => "dried plant",
            },
            Term::Ear => match lang {
                Lang::En => "ear",
                Lang::Fr => "oreille",
                Lang::Es => "oreja",
                Lang::Ar => "أذن",
                Lang::Ru => "ear",
                Lang::Zh => "ear",
                Lang::Pt => "ear",
            },
            Term::Egg => match lang {
                Lang::En => "egg",
                Lang::Fr => "œuf",
                Lang::Es => "huevo",
                Lang::Ar => "بيضة",
                Lang::Ru => "egg",
                Lang::Zh => "egg",
                Lang::Pt => "egg",
            },
            Term::Egl => match lang {
                Lang::En => "egg (live)",
                Lang::Fr => "œuf (vivant)",
                Lang::Es => "huevo (vivo)",
                Lang::Ar => "بيضة (حية)",
                Lang::Ru => "egg (live)",
                Lang::Zh => "egg (live)",
                Lang::Pt => "egg (live)",
            },
            Term::Esh => match lang {
                Lang::En => "eggshell",
                Lang::Fr => "coquille d'œuf",
                Lang::Es => "cáscara de huevo",
                Lang::Ar => "قشرة بيض",
                Lang::Ru => "eggshell",
                Lang::Zh => "eggshell",
                Lang::Pt => "eggshell",
            },
            Term::Ext => match lang {
                Lang::En => "extract",
                Lang::Fr => "extrait",
                Lang::Es => "extracto",
                Lang::Ar => "مستخلص",
                Lang::Ru => "extract",
                Lang::Zh => "extract",
                Lang::Pt => "extract",
            },
            Term::Fea => match lang {
                Lang::En => "feather",
                Lang::Fr => "plume",
                Lang::Es => "pluma",
                Lang::Ar => "ريش",
                Lang::Ru => "feather",
                Lang::Zh => "feather",
                Lang::Pt => "feather",
            },
            Term::Fib => match lang {
                Lang::En => "fibre",
                Lang::Fr => "fibre",
                Lang::Es => "fibra",
                Lang::Ar => "ألياف",
                Lang::Ru => "fibre",
                Lang::Zh => "fibre",
                Lang::Pt => "fibre",
            },
            Term::Dfn => match lang {
                Lang::En => "fin (dried)",
                Lang::Fr => "aileron (séché)",
                Lang::Es => "aleta (seca)",
                Lang::Ar => "زعنفة (مجففة)",
                Lang::Ru => "fin (dried)",
                Lang::Zh => "fin (dried)",
                Lang::Pt => "fin (dried)",
            },
            Term::Ffn => match lang {
                Lang::En => "fin (wet)",
                Lang::Fr => "aileron (frais)",
                Lang::Es => "aleta (fresca)",
                Lang::Ar => "زعنفة (طازجة)",
                Lang::Ru => "fin (wet)",
                Lang::Zh => "fin (wet)",
                Lang::Pt => "fin (wet)",
            },
            Term::Fig => match lang {
                Lang::En => "fingerlings",
                Lang::Fr => "alevins",
                Lang::Es => "jaramugos",
                Lang::Ar => "إصبعيات (صغار الأسماك)",
                Lang::Ru => "fingerlings",
                Lang::Zh => "fingerlings",
                Lang::Pt => "fingerlings",
            },
            Term::Flo => match lang {
                Lang::En => "flower",
                Lang::Fr => "fleur",
                Lang::Es => "flor",
                Lang::Ar => "زهرة",
                Lang::Ru => "flower",
                Lang::Zh => "flower",
                Lang::Pt => "flower",
            },
            Term::Fpt => match lang {
                Lang::En => "flower pot",
                Lang::Fr => "pot à fleurs",
                Lang::Es => "maceta",
                Lang::Ar => "أصيص زهور",
                Lang::Ru => "flower pot",
                Lang::Zh => "flower pot",
                Lang::Pt => "flower pot",
            },
            Term::Leg => match lang {
                Lang::En => "frog legs",
                Lang::Fr => "cuisses de grenouilles",
                Lang::Es => "ancas de rana",
                Lang::Ar => "أفخاذ ضفادع",
                Lang::Ru => "frog legs",
                Lang::Zh => "frog legs",
                Lang::Pt => "frog legs",
            },
            Term::Fru => match lang {
                Lang::En => "fruit",
                Lang::Fr => "fruit",
                Lang::Es => "fruto",
                Lang::Ar => "ثمرة",
                Lang::Ru => "fruit",
                Lang::Zh => "fruit",
                Lang::Pt => "fruit",
            },
            Term::Foo => match lang {
                Lang::En => "foot",
                Lang::Fr => "pied",
                Lang::Es => "pata",
                Lang::Ar => "قدم",
                Lang::Ru => "foot",
                Lang::Zh => "foot",
                Lang::Pt => "foot",
            },
            Term::Fpl => match lang {
                Lang::En => "fur products (large)",
                Lang::Fr => "articles en fourrure (grands)",
                Lang::Es => "artículos de piel de pelo (grandes)",
                Lang::Ar => "منتجات فراء (كبيرة)",
                Lang::Ru => "fur products (large)",
                Lang::Zh => "fur products (large)",
                Lang::Pt => "fur products (large)",
            },
            Term::Fps => match lang {
                Lang::En => "fur product (small)",
                Lang::Fr => "article en fourrure (petit)",
                Lang::Es => "artículo de piel de pelo (pequeño)",
                Lang::Ar => "منتج فراء (صغير)",
                Lang::Ru => "fur product (small)",
                Lang::Zh => "fur product (small)",
                Lang::Pt => "fur product (small)",
            },
            Term::Gal => match lang {
                Lang::En => "gall",
                Lang::Fr => "bile",
                Lang::Es => "bilis",
                Lang::Ar => "صفراء (عصارة المرارة)",
                Lang::Ru => "gall",
                Lang::Zh => "gall",
                Lang::Pt => "gall",
            },
            Term::Gab => match lang {
                Lang::En => "gall bladder",
                Lang::Fr => "vésicule biliaire",
                Lang::Es => "vesícula biliar",
                Lang::Ar => "مرارة",
                Lang::Ru => "gall bladder",
                Lang::Zh => "gall bladder",
                Lang::Pt => "gall bladder",
            },
            Term::Gar => match lang {
                Lang::En => "garment",
                Lang::Fr => "vêtement",
                Lang::Es => "prenda de vestir",
                Lang::Ar => "لباس",
                Lang::Ru => "garment",
                Lang::Zh => "garment",
                Lang::Pt => "garment",
            },
            Term::Gen => match lang {
                Lang::En => "genitalia",
                Lang::Fr => "organes génitaux",
                Lang::Es => "genitales",
                Lang::Ar => "أعضاء تناسلية",
                Lang::Ru => "genitalia",
                Lang::Zh => "genitalia",
                Lang::Pt => "genitalia",
            },
            Term::Gil => match lang {
                Lang::En => "gill plates",
                Lang::Fr => "plaques branchiales",
                Lang::Es => "placas branquiales",
                Lang::Ar => "صفائح خيشومية",
                Lang::Ru => "gill plates",
                Lang::Zh => "gill plates",
                Lang::Pt => "gill plates",
            },
            Term::Grs => match lang {
                Lang::En => "graft rootstock",
                Lang::Fr => "porte-greffe",
                Lang::Es => "patrón de injerto",
                Lang::Ar => "أصل تطعيم",
                Lang::Ru => "graft rootstock",
                Lang::Zh => "graft rootstock",
                Lang::Pt => "graft rootstock",
            },
            Term::Hai => match lang {
                Lang::En => "hair",
                Lang::Fr => "poil",
                Lang::Es => "pelo",
                Lang::Ar => "شعر",
                Lang::Ru => "hair",
                Lang::Zh => "hair",
                Lang::Pt => "hair",
            },
            Term::Hap => match lang {
                Lang::En => "hair products",
                Lang::Fr => "articles en poil",
                Lang::Es => "productos de pelo",
                Lang::Ar => "منتجات شعر",
                Lang::Ru => "hair products",
                Lang::Zh => "hair products",
                Lang::Pt => "hair products",
            },
            Term::Hor => match lang {
                Lang::En => "horn",
                Lang::Fr => "corne",
                Lang::Es => "cuerno",
                Lang::Ar => "قرن",
                Lang::Ru => "horn",
                Lang::Zh => "horn",
                Lang::Pt => "horn",
            },
            Term::Jwl => match lang {
                Lang::En => "jewellery",
                Lang::Fr => "bijoux",
                Lang::Es => "joyas",
                Lang::Ar => "حلي",
                Lang::Ru => "jewellery",
                Lang::Zh => "jewellery",
                Lang::Pt => "jewellery",
            },
            Term::Ijw => match lang {
                Lang::En => "jewellery - ivory (worked ivory)",
                Lang::Fr => "bijoux en ivoire",
                Lang::Es => "joyas de marfil",
                Lang::Ar => "حلي من العاج (عاج مشغول)",
                Lang::Ru => "jewellery - ivory (worked ivory)",
                Lang::Zh => "jewellery - ivory (worked ivory)",
                Lang::Pt => "jewellery - ivory (worked ivory)",
            },
            Term::Knl => match lang {
                Lang::En => "kernel",
                Lang::Fr => "graine (endosperme)",
                Lang::Es => "semilla (endospermo)",
                Lang::Ar => "لب البذرة",
                Lang::Ru => "kernel",
                Lang::Zh => "kernel",
                Lang::Pt => "kernel",
            },
            Term::Lpl => match lang {
                Lang::En => "leather product (large)",
                Lang::Fr => "article en cuir (grand)",
                Lang::Es => "artículo de cuero (grande)",
                Lang::Ar => "منتج جلدي (كبير)",
                Lang::Ru => "leather product (large)",
                Lang::Zh => "leather product (large)",
                Lang::Pt => "leather product (large)",
            },
            Term::Lps => match lang {
                Lang::En => "leather product (small)",
                Lang::Fr => "article en cuir (petit)",
                Lang::Es => "artículo de cuero (pequeño)",
                Lang::Ar => "منتج جلدي (صغير)",
                Lang::Ru => "leather product (small)",
                Lang::Zh => "leather product (small)",
                Lang::Pt => "leather product (small)",
            },
            Term::Liv => match lang {
                Lang::En => "live",
                Lang::Fr => "vivant",
                Lang::Es => "vivo",
                Lang::Ar => "حي",
                Lang::Ru => "live",
                Lang::Zh => "live",
                Lang::Pt => "live",
            },
            Term::Lvs => match lang {
                Lang::En => "leaf",
                Lang::Fr => "feuille",
                Lang::Es => "hoja",
                Lang::Ar => "ورقة نبات",
                Lang::Ru => "leaf",
                Lang::Zh => "leaf",
                Lang::Pt => "leaf",
            },
            Term::Log => match lang {
                Lang::En => "logs",
                Lang::Fr => "grumes",
                Lang::Es => "trozas",
                Lang::Ar => "جذوع أخشاب",
                Lang::Ru => "logs",
                Lang::Zh => "logs",
                Lang::Pt => "logs",
            },
            Term::Mea => match lang {
                Lang::En => "meat",
                Lang::Fr => "viande",
                Lang::Es => "carne",
                Lang::Ar => "لحم",
                Lang::Ru => "meat",
                Lang::Zh => "meat",
                Lang::Pt => "meat",
            },
            Term::Med => match lang {
                Lang::En => "medicine",
                Lang::Fr => "médicament",
                Lang::Es => "medicina",
                Lang::Ar => "دواء",
                Lang::Ru => "medicine",
                Lang::Zh => "medicine",
                Lang::Pt => "medicine",
            },
            Term::Mus => match lang {
                Lang::En => "musk",
                Lang::Fr => "musc",
                Lang::Es => "almizcle",
                Lang::Ar => "مسك",
                Lang::Ru => "musk",
                Lang::Zh => "musk",
                Lang::Pt => "musk",
            },
            Term::Oil => match lang {
                Lang::En => "oil",
                Lang::Fr => "huile",
                Lang::Es => "aceite",
                Lang::Ar => "زيت",
                Lang::Ru => "oil",
                Lang::Zh => "oil",
                Lang::Pt => "oil",
            },
            Term::Prl => match lang {
                Lang::En => "pearl",
                Lang::Fr => "perle",
                Lang::Es => "perla",
                Lang::Ar => "لؤلؤة",
                Lang::Ru => "pearl",
                Lang::Zh => "pearl",
                Lang::Pt => "pearl",
            },
            Term::Key => match lang {
                Lang::En => "piano keys (worked ivory)",
                Lang::Fr => "touches de piano (en ivoire)",
                Lang::Es => "teclas de piano (de marfil)",
                Lang::Ar => "مفاتيح بيانو (عاج مشغول)",
                Lang::Ru => "piano keys (worked ivory)",
                Lang::Zh => "piano keys (worked ivory)",
                Lang::Pt => "piano keys (worked ivory)",
            },
            Term::Bop => match lang {
                Lang::En => "piece - bone",
                Lang::Fr => "morceau d'os",
                Lang::Es => "trozo de hueso",
                Lang::Ar => "قطعة عظم",
                Lang::Ru => "piece - bone",
                Lang::Zh => "piece - bone",
                Lang::Pt => "piece - bone",
            },
            Term::Hop => match lang {
                Lang::En => "piece - horn",
                Lang::Fr => "morceau de corne",
                Lang::Es => "trozo de cuerno",
                Lang::Ar => "قطعة قرن",
                Lang::Ru => "piece - horn",
                Lang::Zh => "piece - horn",
                Lang::Pt => "piece - horn",
            },
            Term::Ivp => match lang {
                Lang::En => "piece - ivory (raw ivory)",
                Lang::Fr => "morceau d'ivoire",
                Lang::Es => "trozo de marfil",
                Lang::Ar => "قطعة عاج (عاج خام)",
                Lang::Ru => "piece - ivory (raw ivory)",
                Lang::Zh => "piece - ivory (raw ivory)",
                Lang::Pt => "piece - ivory (raw ivory)",
            },
            Term::Pla => match lang {
                Lang::En => "plate",
                Lang::Fr => "nappe",
                Lang::Es => "placa (de pieles)",
                Lang::Ar => "جلود موصولة (صفيحة)",
                Lang::Ru => "plate",
                Lang::Zh => "plate",
                Lang::Pt => "plate",
            },
            Term::Ply => match lang {
                Lang::En => "plywood",
                Lang::Fr => "contre-plaqué",
                Lang::Es => "madera contrachapada",
                Lang::Ar => "خشب رقائقي",
                Lang::Ru => "plywood",
                Lang::Zh => "plywood",
                Lang::Pt => "plywood",
            },
            Term::Pow => match lang {
                Lang::En => "powder",
                Lang::Fr => "poudre",
                Lang::Es => "polvo",
                Lang::Ar => "مسحوق",
                Lang::Ru => "powder",
                Lang::Zh => "powder",
                Lang::Pt => "powder",
            },
            Term::Pup => match lang {
                Lang::En => "pupae",
                Lang::Fr => "chrysalide",
                Lang::Es => "crisálida",
                Lang::Ar => "خادرات",
                Lang::Ru => "pupae",
                Lang::Zh => "pupae",
                Lang::Pt => "pupae",
            },
            Term::Roo => match lang {
                Lang::En => "root",
                Lang::Fr => "racine",
                Lang::Es => "raíz",
                Lang::Ar => "جذر",
                Lang::Ru => "root",
                Lang::Zh => "root",
                Lang::Pt => "root",
            },
            Term::Rug => match lang {
                Lang::En => "rug",
                Lang::Fr => "tapis (peau)",
                Lang::Es => "alfombra (piel)",
                Lang::Ar => "سجادة من الجلد",
                Lang::Ru => "rug",
                Lang::Zh => "rug",
                Lang::Pt => "rug",
            },
            Term::Ros => match lang {
                Lang::En => "sawfish rostrum",
                Lang::Fr => "rostre de poisson-scie",
                Lang::Es => "rostro de pez sierra",
                Lang::Ar => "منشار سمك المنشار",
                Lang::Ru => "sawfish rostrum",
                Lang::Zh => "sawfish rostrum",
                Lang::Pt => "sawfish rostrum",
            },
            Term::Saw => match lang {
                Lang::En => "sawn wood",
                Lang::Fr => "bois scié",
                Lang::Es => "madera aserrada",
                Lang::Ar => "خشب منشور",
                Lang::Ru => "sawn wood",
                Lang::Zh => "sawn wood",
                Lang::Pt => "sawn wood",
            },
            Term::Sca => match lang {
                Lang::En => "scale",
                Lang::Fr => "écaille",
                Lang::Es => "escama",
                Lang::Ar => "حرشفة",
                Lang::Ru => "scale",
                Lang::Zh => "scale",
                Lang::Pt => "scale",
            },
            Term::See => match lang {
                Lang::En => "seed",
                Lang::Fr => "graine",
                Lang::Es => "semilla",
                Lang::Ar => "بذرة",
                Lang::Ru => "seed",
                Lang::Zh => "seed",
                Lang::Pt => "seed",
            },
            Term::She => match lang {
                Lang::En => "shell",
                Lang::Fr => "coquille",
                Lang::Es => "concha",
                Lang::Ar => "صدفة",
                Lang::Ru => "shell",
                Lang::Zh => "shell",
                Lang::Pt => "shell",
            },
            Term::Sid => match lang {
                Lang::En => "side",
                Lang::Fr => "flanc",
                Lang::Es => "costado",
                Lang::Ar => "جانب جلد",
                Lang::Ru => "side",
                Lang::Zh => "side",
                Lang::Pt => "side",
            },
            Term::Ske => match lang {
                Lang::En => "skeleton",
                Lang::Fr => "squelette",
                Lang::Es => "esqueleto",
                Lang::Ar => "هيكل عظمي",
                Lang::Ru => "skeleton",
                Lang::Zh => "skeleton",
                Lang::Pt => "skeleton",
            },
            Term::Ski => match lang {
                Lang::En => "skin",
                Lang::Fr => "peau",
                Lang::Es => "piel",
                Lang::Ar => "جلد",
                Lang::Ru => "skin",
                Lang::Zh => "skin",
                Lang::Pt => "skin",
            },
            Term::Skp => match lang {
                Lang::En => "skin piece",
                Lang::Fr => "morceau de peau",
                Lang::Es => "trozo de piel",
                Lang::Ar => "قطعة جلد",
                Lang::Ru => "skin piece",
                Lang::Zh => "skin piece",
                Lang::Pt => "skin piece",
            },
            Term::Sku => match lang {
                Lang::En => "skull",
                Lang::Fr => "crâne",
                Lang::Es => "cráneo",
                Lang::Ar => "جمجمة",
                Lang::Ru => "skull",
                Lang::Zh => "skull",
                Lang::Pt => "skull",
            },
            Term::Sou => match lang {
                Lang::En => "soup",
                Lang::Fr => "soupe",
                Lang::Es => "sopa",
                Lang::Ar => "حساء",
                Lang::Ru => "soup",
                Lang::Zh => "soup",
                Lang::Pt => "soup",
            },
            Term::Spe => match lang {
                Lang::En => "specimen (scientific)",
                Lang::Fr => "spécimen (scientifique)",
                Lang::Es => "espécimen (científico)",
                Lang::Ar => "عينة (علمية)",
                Lang::Ru => "specimen (scientific)",
                Lang::Zh => "specimen (scientific)",
                Lang::Pt => "specimen (scientific)",
            },
            Term::Ste => match lang {
                Lang::En => "stem",
                Lang::Fr => "tige",
                Lang::Es => "tallo",
                Lang::Ar => "ساق",
                Lang::Ru => "stem",
                Lang::Zh => "stem",
                Lang::Pt => "stem",
            },
            Term::Swi => match lang {
                Lang::En => "swim bladder",
                Lang::Fr => "vessie natatoire",
                Lang::Es => "vejiga natatoria",
                Lang::Ar => "مثانة السباحة",
                Lang::Ru => "swim bladder",
                Lang::Zh => "swim bladder",
                Lang::Pt => "swim bladder",
            },
            Term::Tai => match lang {
                Lang::En => "tail",
                Lang::Fr => "queue",
                Lang::Es => "cola",
                Lang::Ar => "ذيل",
                Lang::Ru => "tail",
                Lang::Zh => "tail",
                Lang::Pt => "tail",
            },
            Term::Thd => match lang {
                Lang::En => "thread",
                Lang::Fr => "fil",
                Lang::Es => "hilo",
                Lang::Ar => "خيط",
                Lang::Ru => "thread",
                Lang::Zh => "thread",
                Lang::Pt => "thread",
            },
            Term::Tee => match lang {
                Lang::En => "tooth",
                Lang::Fr => "dent",
                Lang::Es => "diente",
                Lang::Ar => "سن",
                Lang::Ru => "tooth",
                Lang::Zh => "tooth",
                Lang::Pt => "tooth",
            },
            Term::Tim => match lang {
                Lang::En => "timber",
                Lang::Fr => "bois",
                Lang::Es => "madera",
                Lang::Ar => "خشب",
                Lang::Ru => "timber",
                Lang::Zh => "timber",
                Lang::Pt => "timber",
            },
            Term::Trw => match lang {
                Lang::En => "transformed wood",
                Lang::Fr => "bois transformé",
                Lang::Es => "madera transformada",
                Lang::Ar => "خشب محو\u{651}ل",
                Lang::Ru => "transformed wood",
                Lang::Zh => "transformed wood",
                Lang::Pt => "transformed wood",
            },
            Term::Tro => match lang {
                Lang::En => "trophy",
                Lang::Fr => "trophée",
                Lang::Es => "trofeo",
                Lang::Ar => "تذكار صيد",
                Lang::Ru => "trophy",
                Lang::Zh => "trophy",
                Lang::Pt => "trophy",
            },
            Term::Tru => match lang {
                Lang::En => "trunk",
                Lang::Fr => "trompe",
                Lang::Es => "trompa",
                Lang::Ar => "خرطوم",
                Lang::Ru => "trunk",
                Lang::Zh => "trunk",
                Lang::Pt => "trunk",
            },
            Term::Tus => match lang {
                Lang::En => "tusk (raw ivory)",
                Lang::Fr => "défense",
                Lang::Es => "colmillo",
                Lang::Ar => "ناب (عاج خام)",
                Lang::Ru => "tusk (raw ivory)",
                Lang::Zh => "tusk (raw ivory)",
                Lang::Pt => "tusk (raw ivory)",
            },
            Term::Ven => match lang {
                Lang::En => "veneer sheets",
                Lang::Fr => "feuilles de placage",
                Lang::Es => "chapas de madera",
                Lang::Ar => "قشرة خشب",
                Lang::Ru => "veneer sheets",
                Lang::Zh => "veneer sheets",
                Lang::Pt => "veneer sheets",
            },
            Term::Wax => match lang {
                Lang::En => "wax",
                Lang::Fr => "cire",
                Lang::Es => "cera",
                Lang::Ar => "شمع",
                Lang::Ru => "wax",
                Lang::Zh => "wax",
                Lang::Pt => "wax",
            },
            Term::Wpr => match lang {
                Lang::En => "wood product",
                Lang::Fr => "produit en bois",
                Lang::Es => "producto de madera",
                Lang::Ar => "منتج خشبي",
                Lang::Ru => "wood product",
                Lang::Zh => "wood product",
                Lang::Pt => "wood product",
            },
        }
    }

    /// Units the Guidelines prefer.
    pub const fn preferred_units(self) -> &'static [&'static str] {
        match self {
            Term::Bal => &["KGM"],
            Term::Bar => &["KGM"],
            Term::Bod => &["NAR"],
            Term::Bon => &["KGM"],
            Term::Cal => &["KGM"],
            Term::Cap => &["NAR"],
            Term::Car => &["KGM"],
            Term::Boc => &["KGM"],
            Term::Hoc => &["KGM"],
            Term::Ivc => &["KGM"],
            Term::Cav => &["KGM"],
            Term::Chp => &["KGM"],
            Term::Cla => &["NAR"],
            Term::Clo => &["MTK"],
            Term::Cor => &["NAR"],
            Term::Cos => &["GRM"],
            Term::Cul => &["NAR"],
            Term::Der => &["KGM", "LTR"],
            Term::Dpl => &["NAR"],
            Term::Ear => &["NAR"],
            Term::Egg => &["NAR"],
            Term::Egl => &["NAR"],
            Term::Esh => &["GRM", "KGM"],
            Term::Ext => &["KGM"],
            Term::Fea => &["KGM", "NAR"],
            Term::Fib => &["KGM"],
            Term::Dfn => &["KGM"],
            Term::Ffn => &["KGM"],
            Term::Fig => &["KGM"],
            Term::Flo => &["KGM"],
            Term::Fpt => &["NAR"],
            Term::Leg => &["KGM"],
            Term::Fru => &["KGM"],
            Term::Foo => &["NAR"],
            Term::Fpl => &["NAR"],
            Term::Fps => &["NAR"],
            Term::Gal => &["KGM"],
            Term::Gab => &["NAR"],
            Term::Gar => &["NAR"],
            Term::Gen => &["KGM"],
            Term::Gil => &["KGM"],
            Term::Grs => &["NAR"],
            Term::Hai => &["KGM"],
            Term::Hap => &["NAR"],
            Term::Hor => &["NAR"],
            Term::Jwl => &["NAR"],
            Term::Ijw => &["NAR"],
            Term::Knl => &["KGM"],
            Term::Lpl => &["NAR"],
            Term::Lps => &["NAR"],
            Term::Liv => &["NAR"],
            Term::Lvs => &["KGM"],
            Term::Log => &["MTQ"],
            Term::Mea => &["KGM"],
            Term::Med => &["KGM", "LTR"],
            Term::Mus => &["GRM"],
            Term::Oil => &["KGM"],
            Term::Prl => &["NAR"],
            Term::Key => &["NAR"],
            Term::Bop => &["KGM"],
            Term::Hop => &["KGM"],
            Term::Ivp => &["KGM"],
            Term::Pla => &["MTK"],
            Term::Ply => &["MTK"],
            Term::Pow => &["KGM"],
            Term::Pup => &["NAR"],
            Term::Roo => &["NAR"],
            Term::Rug => &["NAR"],
            Term::Ros => &["NAR"],
            Term::Saw => &["MTQ"],
            Term::Sca => &["KGM"],
            Term::See => &["KGM"],
            Term::She => &["NAR"],
            Term::Sid => &["NAR"],
            Term::Ske => &["NAR"],
            Term::Ski => &["NAR"],
            Term::Skp => &["KGM"],
            Term::Sku => &["NAR"],
            Term::Sou => &["KGM"],
            Term::Spe => &["KGM", "LTR", "MLT", "NAR"],
            Term::Ste => &["NAR"],
            Term::Swi => &["KGM"],
            Term::Tai => &["NAR"],
            Term::Thd => &["KGM"],
            Term::Tee => &["NAR"],
            Term::Tim => &["MTQ"],
            Term::Trw => &["MTQ"],
            Term::Tro => &["NAR"],
            Term::Tru => &["NAR"],
            Term::Tus => &["NAR"],
            Term::Ven => &["MTQ", "MTK"],
            Term::Wax => &["KGM"],
            Term::Wpr => &["NAR"],
        }
    }

    /// Units the Guidelines allow.
    pub const fn alternative_units(self) -> &'static [&'static str] {
        match self {
            Term::Bal => &["NAR"],
            Term::Bar => &[],
            Term::Bod => &["KGM"],
            Term::Bon => &["NAR"],
            Term::Cal => &[],
            Term::Cap => &["KGM"],
            Term::Car => &["NAR"],
            Term::Boc => &["NAR"],
            Term::Hoc => &["NAR"],
            Term::Ivc => &["NAR"],
            Term::Cav => &[],
            Term::Chp => &[],
            Term::Cla => &["KGM"],
            Term::Clo => &["KGM"],
            Term::Cor => &["KGM"],
            Term::Cos => &["MLT"],
            Term::Cul => &[],
            Term::Der => &[],
            Term::Dpl => &[],
            Term::Ear => &[],
            Term::Egg => &["KGM"],
            Term::Egl => &["KGM"],
            Term::Esh => &[],
            Term::Ext => &["LTR"],
            Term::Fea => &["NAR"],
            Term::Fib => &["MTR"],
            Term::Dfn => &[],
            Term::Ffn => &[],
            Term::Fig => &["NAR"],
            Term::Flo => &[],
            Term::Fpt => &[],
            Term::Leg => &[],
            Term::Fru => &[],
            Term::Foo => &[],
            Term::Fpl => &[],
            Term::Fps => &[],
            Term::Gal => &[],
            Term::Gab => &["KGM"],
            Term::Gar => &[],
            Term::Gen => &["NAR"],
            Term::Gil => &["NAR"],
            Term::Grs => &[],
            Term::Hai => &["GRM"],
            Term::Hap => &["GRM"],
            Term::Hor => &["KGM"],
            Term::Jwl => &["GRM"],
            Term::Ijw => &["GRM"],
            Term::Knl => &[],
            Term::Lpl => &[],
            Term::Lps => &[],
            Term::Liv => &["KGM"],
            Term::Lvs => &["NAR"],
            Term::Log => &[],
            Term::Mea => &[],
            Term::Med => &[],
            Term::Mus => &[],
            Term::Oil => &["LTR"],
            Term::Prl => &[],
            Term::Key => &[],
            Term::Bop => &[],
            Term::Hop => &[],
            Term::Ivp => &[],
            Term::Pla => &[],
            Term::Ply => &["MTQ"],
            Term::Pow => &[],
            Term::Pup => &[],
            Term::Roo => &["KGM"],
            Term::Rug => &[],
            Term::Ros => &["KGM"],
            Term::Saw => &[],
            Term::Sca => &[],
            Term::See => &[],
            Term::She => &["KGM"],
            Term::Sid => &[],
            Term::Ske => &[],
            Term::Ski => &[],
            Term::Skp => &["NAR"],
            Term::Sku => &[],
            Term::Sou => &["LTR"],
            Term::Spe => &[],
            Term::Ste => &["KGM"],
            Term::Swi => &[],
            Term::Tai => &["KGM"],
            Term::Thd => &[],
            Term::Tee => &["KGM"],
            Term::Tim => &["KGM"],
            Term::Trw => &["KGM"],
            Term::Tro => &[],
            Term::Tru => &["KGM"],
            Term::Tus => &["KGM"],
            Term::Ven => &["KGM"],
            Term::Wax => &[],
            Term::Wpr => &["KGM"],
        }
    }

    /// Explanation in English.
    pub const fn note(self) -> &'static str {
        match self {
            Term::Bal => "Keratin plates from the mouth of baleen whales (Mysticeti).",
            Term::Bar => "Tree bark, raw, dried or powdered, not otherwise processed.",
            Term::Bod => {
                "Substantially whole dead animal: whole fish, stuffed turtle, preserved butterfly, reptile in alcohol, whole stuffed trophy. For sharks and rays (Elasmobranchii) the preferred unit is kg."
            }
            Term::Bon => "Bones, jaws included.",
            Term::Cal => "Calipee or calipash: turtle cartilage used for soup.",
            Term::Cap => "Raw, unworked whole shell of a turtle or tortoise (Testudines).",
            Term::Car => {
                "Carved product not made of ivory, bone or horn (e.g. coral, wood, handicrafts). Use the specific code BOC/HOC/IVC where it applies."
            }
            Term::Boc => "Carving made of bone.",
            Term::Hoc => "Carving made of horn.",
            Term::Ivc => {
                "Ivory carving, small worked pieces included (handles, chess or mahjong sets). A whole carved tusk is IVC, not TUS. Carved ivory jewellery is IJW."
            }
            Term::Cav => "Unfertilized, dead, processed eggs of any Acipenseriformes (roe).",
            Term::Chp => "Chips of timber, mainly Aquilaria, Gyrinops and Pterocarpus santalinus.",
            Term::Cla => "Claws of cats, bears, crocodilians and so on. Turtle \"claws\" are usually scales.",
            Term::Clo => {
                "Cloth. If only partly of CITES hair, record the weight of that hair under HAI where possible."
            }
            Term::Cor => {
                "Raw coral, coral rock, live rock and substrate (definitions in Res. Conf. 11.10). Coral rock is reported as Scleractinia spp. Count pieces only if transported in water; live rock moved moist in boxes is in kg; substrate is in pieces."
            }
            Term::Cos => {
                "Product for external body use containing an extract of a CITES species. Quantity is the amount of CITES species contained."
            }
            Term::Cul => "Cultures of artificially propagated plants. Quantity counts flasks or equivalent containers.",
            Term::Der => "Derivatives not covered by another code.",
            Term::Dpl => "Dried plants, e.g. herbarium sheets.",
            Term::Ear => "Ears, usually of elephant.",
            Term::Egg => "Whole dead or blown eggs (caviar is CAV).",
            Term::Egl => "Live fertilized eggs: birds, reptiles, also fish and invertebrates.",
            Term::Esh => "Raw or unworked eggshell, whole eggs excluded.",
            Term::Ext => "Extracts, usually of plants.",
            Term::Fea => "Preferred: kg, or number of wings. For objects made of feathers count the objects.",
            Term::Fib => {
                "Natural fibre of plant or animal origin, e.g. sheared from live vicuna, or gut fibre for racket strings."
            }
            Term::Dfn => "Dried fins, parts of fins and flippers.",
            Term::Ffn => "Fresh, chilled or frozen fins, parts of fins and flippers.",
            Term::Fig => {
                "Live juvenile fish for aquaria, aquaculture, hatcheries, food or release; includes live Anguilla anguilla up to 12 cm."
            }
            Term::Flo => "Flowers.",
            Term::Fpt => "Pot made of plant parts (e.g. tree-fern fibre). Live plants in community pots are LIV.",
            Term::Leg => "Frog legs.",
            Term::Fru => "Fruit.",
            Term::Foo => "Feet: elephant, rhinoceros, hippopotamus, lion, crocodile.",
            Term::Fpl => "Large manufactured fur products, e.g. blankets.",
            Term::Fps => "Small manufactured fur products: handbags, key fobs, purses, pillows, trim.",
            Term::Gal => "Gall (bile).",
            Term::Gab => "Gall bladder.",
            Term::Gar => "Garments with gloves and hats, without shoes; includes trim on garments.",
            Term::Gen => "Castrates and dried penes.",
            Term::Gil => "Gill plates.",
            Term::Grs => "Rootstock without the graft.",
            Term::Hai => "Unprocessed animal hair.",
            Term::Hap => "Products made of hair, e.g. elephant-hair bracelets.",
            Term::Hor => "Horns and antlers.",
            Term::Jwl => "Jewellery not made of ivory (wood, coral ...).",
            Term::Ijw => "Jewellery made of ivory, ekipas included.",
            Term::Knl => "Also called endosperm, pulp or copra.",
            Term::Lpl => "Briefcase, furniture, suitcase, trunk.",
            Term::Lps => {
                "Belt, braces, saddle, card holder, handbag, key fob, notebook, purse, shoes, wallet, watch strap, trim."
            }
            Term::Liv => "Live animals and plants, except live fingerling fish (FIG).",
            Term::Lvs => "Leaves.",
            Term::Log => {
                "Wood in the rough, with or without bark or sapwood, or roughly squared. Special timbers traded by weight (Guaiacum) in kg."
            }
            Term::Mea => {
                "Meat, flesh of fish if not whole, fresh or processed. Preferred code for eels for human consumption."
            }
            Term::Med => "Medicine.",
            Term::Mus => "Musk.",
            Term::Oil => "Oil of turtle, seal, whale, fish, plants.",
            Term::Prl => "Pearl, e.g. of Strombus gigas.",
            Term::Key => "Ivory piano keys; one standard piano is 52 keys.",
            Term::Bop => "Unmanufactured bone pieces.",
            Term::Hop => "Unmanufactured horn pieces, scrap included.",
            Term::Ivp => "Unmanufactured ivory pieces, scrap included.",
            Term::Pla => "Plates of several skins joined, rugs of several skins included.",
            Term::Ply => "Three or more sheets of wood glued and pressed with crossed grain.",
            Term::Pow => "Dry solid in fine or coarse particles.",
            Term::Pup => "Butterfly pupae.",
            Term::Roo => {
                "Roots, bulbs, corms, tubers. For Aquilaria and Gyrinops the preference is inverted (kg first)."
            }
            Term::Rug => "Rugs.",
            Term::Ros => "Sawfish rostrum.",
            Term::Saw => {
                "Wood sawn lengthwise or made by profile chipping, normally over 6 mm thick. Special timbers traded by weight (Guaiacum) in kg."
            }
            Term::Sca => "Scales of turtles, other reptiles, fish, pangolins.",
            Term::See => "Seeds.",
            Term::She => "Raw or unworked mollusc shell.",
            Term::Sid => "Sides or flanks of skins; not crocodilian tinga frames (SKI).",
            Term::Ske => "Substantially whole skeletons.",
            Term::Ski => {
                "Substantially whole skins, raw or tanned; hides, tinga frames, external body lining with or without scales."
            }
            Term::Skp => "Skin pieces and scraps, raw or tanned.",
            Term::Sku => "Skulls.",
            Term::Sou => "Soup, e.g. of turtle.",
            Term::Spe => "Blood, tissue, histological preparations, preserved museum specimens.",
            Term::Ste => "Plant stems. For Aquilaria and Gyrinops the preference is inverted (kg first).",
            Term::Swi => "Hydrostatic organ; isinglass / sturgeon glue.",
            Term::Tai => "Tails (caiman for leather, fox for trim ...) and cetacean flukes.",
            Term::Thd => "Processed long strand of hair or fibre, e.g. vicuna, guanaco.",
            Term::Tee => "Teeth of whale, lion, hippopotamus, crocodile ... (tusks are TUS).",
            Term::Tim => "Raw timber other than saw-logs, sawn wood and transformed wood.",
            Term::Trw => "Harmonized System 44.09: continuously shaped wood (tongued, grooved, beaded ...).",
            Term::Tro => {
                "All trophy parts of one animal exported together are one TRO. Whole stuffed body alone is BOD; a skin alone is SKI; a full, shoulder or half mount with the other parts of the same animal on the same permit is 1 TRO."
            }
            Term::Tru => {
                "Elephant trunk; part of TRO when exported with other trophy items of the same animal on the same permit."
            }
            Term::Tus => "Substantially whole unworked tusks: elephant, hippopotamus, walrus, narwhal.",
            Term::Ven => "Sheets usually 6 mm thick or less. Rotary veneer in m3, sliced veneer in m2.",
            Term::Wax => "Wax.",
            Term::Wpr => "Finished wood products, furniture and musical instruments included.",
        }
    }

    /// Whose French and Spanish words: `official-2013` or `editorial` (ours). The Arabic ones are all ours.
    pub const fn words_from(self) -> &'static str {
        match self {
            Term::Bal => "official-2013",
            Term::Bar => "official-2013",
            Term::Bod => "official-2013",
            Term::Bon => "official-2013",
            Term::Cal => "official-2013",
            Term::Cap => "official-2013",
            Term::Car => "official-2013",
            Term::Boc => "official-2013",
            Term::Hoc => "official-2013",
            Term::Ivc => "official-2013",
            Term::Cav => "official-2013",
            Term::Chp => "official-2013",
            Term::Cla => "official-2013",
            Term::Clo => "official-2013",
            Term::Cor => "official-2013",
            Term::Cos => "official-2013",
            Term::Cul => "official-2013",
            Term::Der => "official-2013",
            Term::Dpl => "official-2013",
            Term::Ear => "official-2013",
            Term::Egg => "official-2013",
            Term::Egl => "official-2013",
            Term::Esh => "editorial",
            Term::Ext => "official-2013",
            Term::Fea => "official-2013",
            Term::Fib => "official-2013",
            Term::Dfn => "editorial",
            Term::Ffn => "editorial",
            Term::Fig => "official-2013",
            Term::Flo => "official-2013",
            Term::Fpt => "official-2013",
            Term::Leg => "official-2013",
            Term::Fru => "official-2013",
            Term::Foo => "official-2013",
            Term::Fpl => "editorial",
            Term::Fps => "editorial",
            Term::Gal => "official-2013",
            Term::Gab => "official-2013",
            Term::Gar => "official-2013",
            Term::Gen => "official-2013",
            Term::Gil => "editorial",
            Term::Grs => "official-2013",
            Term::Hai => "official-2013",
            Term::Hap => "official-2013",
            Term::Hor => "official-2013",
            Term::Jwl => "editorial",
            Term::Ijw => "editorial",
            Term::Knl => "editorial",
            Term::Lpl => "official-2013",
            Term::Lps => "official-2013",
            Term::Liv => "official-2013",
            Term::Lvs => "official-2013",
            Term::Log => "official-2013",
            Term::Mea => "official-2013",
            Term::Med => "official-2013",
            Term::Mus => "official-2013",
            Term::Oil => "official-2013",
            Term::Prl => "editorial",
            Term::Key => "editorial",
            Term::Bop => "official-2013",
            Term::Hop => "official-2013",
            Term::Ivp => "official-2013",
            Term::Pla => "official-2013",
            Term::Ply => "official-2013",
            Term::Pow => "official-2013",
            Term::Pup => "editorial",
            Term::Roo => "official-2013",
            Term::Rug => "editorial",
            Term::Ros => "editorial",
            Term::Saw => "official-2013",
            Term::Sca => "official-2013",
            Term::See => "official-2013",
            Term::She => "official-2013",
            Term::Sid => "official-2013",
            Term::Ske => "official-2013",
            Term::Ski => "official-2013",
            Term::Skp => "official-2013",
            Term::Sku => "official-2013",
            Term::Sou => "official-2013",
            Term::Spe => "official-2013",
            Term::Ste => "official-2013",
            Term::Swi => "official-2013",
            Term::Tai => "official-2013",
            Term::Thd => "editorial",
            Term::Tee => "official-2013",
            Term::Tim => "official-2013",
            Term::Trw => "editorial",
            Term::Tro => "official-2013",
            Term::Tru => "editorial",
            Term::Tus => "official-2013",
            Term::Ven => "official-2013",
            Term::Wax => "official-2013",
            Term::Wpr => "editorial",
        }
    }
}

super::code_traits!(Term);

/// Kind of permit or certificate, box 1.
///
/// Source: Convention, Art. III to VII; Res. Conf. 12.3. Table: `data/codes/document_types.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentType {
    /// `EXPORT`: Export permit.
    Export,
    /// `REEXPORT`: Re-export certificate.
    Reexport,
    /// `IMPORT`: Import permit.
    Import,
    /// `IFS`: Introduction-from-the-sea certificate.
    Ifs,
    /// `ORIGIN`: Certificate of origin (Appendix III).
    Origin,
    /// `PRECONV`: Pre-Convention certificate.
    Preconv,
    /// `CAPTIVE`: Certificate of captive breeding.
    Captive,
    /// `ARTPROP`: Certificate of artificial propagation.
    Artprop,
    /// `PHYTO`: Phytosanitary certificate used as certificate of artificial propagation.
    Phyto,
    /// `TEC`: Travelling-exhibition certificate.
    Tec,
    /// `POC`: Certificate of ownership (personally owned live animals).
    Poc,
    /// `MIC`: Musical instrument certificate.
    Mic,
    /// `SAMPLE`: Sample collection certificate (with ATA or TIR carnet).
    Sample,
    /// `PARTIAL`: Partially completed permit (simplified procedure).
    Partial,
    /// `SCILABEL`: Scientific exchange label.
    Scilabel,
    /// `REPLACE`: Replacement / duplicate.
    Replace,
    /// `RETRO`: Retrospective document.
    Retro,
    /// `IMPNOTIF`: EU import notification.
    Impnotif,
    /// `ART10`: EU internal trade certificate.
    Art10,
}

impl DocumentType {
    /// Every code, in the order of the table.
    pub const ALL: &'static [DocumentType] = &[
        DocumentType::Export,
        DocumentType::Reexport,
        DocumentType::Import,
        DocumentType::Ifs,
        DocumentType::Origin,
        DocumentType::Preconv,
        DocumentType::Captive,
        DocumentType::Artprop,
        DocumentType::Phyto,
        DocumentType::Tec,
        DocumentType::Poc,
        DocumentType::Mic,
        DocumentType::Sample,
        DocumentType::Partial,
        DocumentType::Scilabel,
        DocumentType::Replace,
        DocumentType::Retro,
        DocumentType::Impnotif,
        DocumentType::Art10,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            DocumentType::Export => "EXPORT",
            DocumentType::Reexport => "REEXPORT",
            DocumentType::Import => "IMPORT",
            DocumentType::Ifs => "IFS",
            DocumentType::Origin => "ORIGIN",
            DocumentType::Preconv => "PRECONV",
            DocumentType::Captive => "CAPTIVE",
            DocumentType::Artprop => "ARTPROP",
            DocumentType::Phyto => "PHYTO",
            DocumentType::Tec => "TEC",
            DocumentType::Poc => "POC",
            DocumentType::Mic => "MIC",
            DocumentType::Sample => "SAMPLE",
            DocumentType::Partial => "PARTIAL",
            DocumentType::Scilabel => "SCILABEL",
            DocumentType::Replace => "REPLACE",
            DocumentType::Retro => "RETRO",
            DocumentType::Impnotif => "IMPNOTIF",
            DocumentType::Art10 => "ART10",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<DocumentType> {
        Some(match code {
            "EXPORT" => DocumentType::Export,
            "REEXPORT" => DocumentType::Reexport,
            "IMPORT" => DocumentType::Import,
            "IFS" => DocumentType::Ifs,
            "ORIGIN" => DocumentType::Origin,
            "PRECONV" => DocumentType::Preconv,
            "CAPTIVE" => DocumentType::Captive,
            "ARTPROP" => DocumentType::Artprop,
            "PHYTO" => DocumentType::Phyto,
            "TEC" => DocumentType::Tec,
            "POC" => DocumentType::Poc,
            "MIC" => DocumentType::Mic,
            "SAMPLE" => DocumentType::Sample,
            "PARTIAL" => DocumentType::Partial,
            "SCILABEL" => DocumentType::Scilabel,
            "REPLACE" => DocumentType::Replace,
            "RETRO" => DocumentType::Retro,
            "IMPNOTIF" => DocumentType::Impnotif,
            "ART10" => DocumentType::Art10,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            DocumentType::Export => match lang {
                Lang::En => "Export permit",
                Lang::Fr => "Permis d'exportation",
                Lang::Es => "Permiso de exportación",
                Lang::Ar => "تصريح تصدير",
                Lang::Ru => "разрешение на экспорт",
                Lang::Zh => "出口许可证",
                Lang::Pt => "licença de exportação",
            },
            DocumentType::Reexport => match lang {
                Lang::En => "Re-export certificate",
                Lang::Fr => "Certificat de réexportation",
                Lang::Es => "Certificado de reexportación",
                Lang::Ar => "شهادة إعادة تصدير",
                Lang::Ru => "сертификат на реэкспорт",
                Lang::Zh => "再出口证明书",
                Lang::Pt => "certificado de reexportação",
            },
            DocumentType::Import => match lang {
                Lang::En => "Import permit",
                Lang::Fr => "Permis d'importation",
                Lang::Es => "Permiso de importación",
                Lang::Ar => "تصريح استيراد",
                Lang::Ru => "разрешение на импорт",
                Lang::Zh => "进口许可证",
                Lang::Pt => "licença de importação",
            },
            DocumentType::Ifs => match lang {
                Lang::En => "Introduction-from-the-sea certificate",
                Lang::Fr => "Certificat d'introduction en provenance de la mer",
                Lang::Es => "Certificado de introducción procedente del mar",
                Lang::Ar => "شهادة إدخال من البحر",
                Lang::Ru => "сертификат на интродукцию из моря",
                Lang::Zh => "从海上引进证明书",
                Lang::Pt => "certificado de introdução proveniente do mar",
            },
            DocumentType::Origin => match lang {
                Lang::En => "Certificate of origin (Appendix III)",
                Lang::Fr => "Certificat d'origine (Annexe III)",
                Lang::Es => "Certificado de origen (Apéndice III)",
                Lang::Ar => "شهادة منشأ (الملحق الثالث)",
                Lang::Ru => "сертификат происхождения (Приложение III)",
                Lang::Zh => "原产地证明书（附录三）",
                Lang::Pt => "certificado de origem (Anexo III)",
            },
            DocumentType::Preconv => match lang {
                Lang::En => "Pre-Convention certificate",
                Lang::Fr => "Certificat pré-Convention",
                Lang::Es => "Certificado preconvención",
                Lang::Ar => "شهادة ما قبل الاتفاقية",
                Lang::Ru => "доконвенционный сертификат",
                Lang::Zh => "公约前证明书",
                Lang::Pt => "certificado pré-Convenção",
            },
            DocumentType::Captive => match lang {
                Lang::En => "Certificate of captive breeding",
                Lang::Fr => "Certificat d'élevage en captivité",
                Lang::Es => "Certificado de cría en cautividad",
                Lang::Ar => "شهادة تربية في الأسر",
                Lang::Ru => "сертификат о разведении в неволе",
                Lang::Zh => "人工繁殖证明书",
                Lang::Pt => "certificado de criação em cativeiro",
            },
            DocumentType::Artprop => match lang {
                Lang::En => "Certificate of artificial propagation",
                Lang::Fr => "Certificat de reproduction artificielle",
                Lang::Es => "Certificado de reproducción artificial",
                Lang::Ar => "شهادة إكثار صناعي",
                Lang::Ru => "сертификат об искусственном выращивании",
                Lang::Zh => "人工培植证明书",
                Lang::Pt => "certificado de reprodução artificial",
            },
            DocumentType::Phyto => match lang {
                Lang::En => "Phytosanitary certificate used as certificate of artificial propagation",
                Lang::Fr => "Certificat phytosanitaire",
                Lang::Es => "Certificado fitosanitario",
                Lang::Ar => "شهادة صحة نباتية",
                Lang::Ru => "фитосанитарный сертификат",
                Lang::Zh => "植物检疫证书",
                Lang::Pt => "certificado fitossanitário",
            },
            DocumentType::Tec => match lang {
                Lang::En => "Travelling-exhibition certificate",
                Lang::Fr => "Certificat pour exposition itinérante",
                Lang::Es => "Certificado de exhibición itinerante",
                Lang::Ar => "شهادة معرض متنقل",
                Lang::Ru => "сертификат на передвижную выставку",
                Lang::Zh => "巡回展览证明书",
                Lang::Pt => "certificado de exposição itinerante",
            },
            DocumentType::Poc => match lang {
                Lang::En => "Certificate of ownership (personally owned live animals)",
                Lang::Fr => "Certificat de propriété",
                Lang::Es => "Certificado de propiedad",
                Lang::Ar => "شهادة ملكية",
                Lang::Ru => "сертификат о личном владении",
                Lang::Zh => "所有权证明书",
                Lang::Pt => "certificado de propriedade pessoal",
            },
            DocumentType::Mic => match lang {
                Lang::En => "Musical instrument certificate",
                Lang::Fr => "Certificat pour instrument de musique",
                Lang::Es => "Certificado de instrumento musical",
                Lang::Ar => "شهادة آلة موسيقية",
                Lang::Ru => "сертификат на музыкальный инструмент",
                Lang::Zh => "乐器证明书",
                Lang::Pt => "certificado de instrumento musical",
            },
            DocumentType::Sample => match lang {
                Lang::En => "Sample collection certificate (with ATA or TIR carnet)",
                Lang::Fr => "Certificat pour collection d'échantillons",
                Lang::Es => "Certificado de colección de muestras",
                Lang::Ar => "شهادة مجموعة عينات عرض",
                Lang::Ru => "сертификат на коллекцию образцов",
                Lang::Zh => "样品收藏证明书",
                Lang::Pt => "certificado de coleção de amostras",
            },
            DocumentType::Partial => match lang {
                Lang::En => "Partially completed permit (simplified procedure)",
                Lang::Fr => "Permis partiellement rempli",
                Lang::Es => "Permiso parcialmente completado",
                Lang::Ar => "تصريح مستوفى جزئيا\u{64b}",
                Lang::Ru => "частично заполненное разрешение",
                Lang::Zh => "部分填写的许可证",
                Lang::Pt => "licença parcialmente preenchida",
            },
            DocumentType::Scilabel => match lang {
                Lang::En => "Scientific exchange label",
                Lang::Fr => "Étiquette d'échange scientifique",
                Lang::Es => "Etiqueta de intercambio científico",
                Lang::Ar => "بطاقة تبادل علمي",
                Lang::Ru => "этикетка научного обмена",
                Lang::Zh => "科学交换标签",
                Lang::Pt => "etiqueta de intercâmbio científico",
            },
            DocumentType::Replace => match lang {
                Lang::En => "Replacement / duplicate",
                Lang::Fr => "Remplacement / duplicata",
                Lang::Es => "Reemplazo / duplicado",
                Lang::Ar => "بدل فاقد/نسخة بديلة",
                Lang::Ru => "замена/дубликат",
                Lang::Zh => "替换/补发",
                Lang::Pt => "substituição/segunda via",
            },
            DocumentType::Retro => match lang {
                Lang::En => "Retrospective document",
                Lang::Fr => "Document rétroactif",
                Lang::Es => "Documento retroactivo",
                Lang::Ar => "وثيقة بأثر رجعي",
                Lang::Ru => "документ, выданный ретроспективно",
                Lang::Zh => "追溯签发的证件",
                Lang::Pt => "documento retroativo",
            },
            DocumentType::Impnotif => match lang {
                Lang::En => "EU import notification",
                Lang::Fr => "Notification d'importation (UE)",
                Lang::Es => "Notificación de importación (UE)",
                Lang::Ar => "إخطار استيراد (الاتحاد الأوروبي)",
                Lang::Ru => "уведомление об импорте (ЕС)",
                Lang::Zh => "进口通知（欧盟）",
                Lang::Pt => "notificação de importação (UE)",
            },
            DocumentType::Art10 => match lang {
                Lang::En => "EU internal trade certificate",
                Lang::Fr => "Certificat UE de commerce interne",
                Lang::Es => "Certificado UE de comercio interior",
                Lang::Ar => "شهادة تجارة داخلية (الاتحاد الأوروبي)",
                Lang::Ru => "сертификат на внутреннюю торговлю (ЕС)",
                Lang::Zh => "内部贸易证书（欧盟）",
                Lang::Pt => "certificado de comércio interno (UE)",
            },
        }
    }

    /// What box 1 says: Export, Re-export, Import or Other.
    pub const fn form_box_1(self) -> &'static str {
        match self {
            DocumentType::Export => "Export",
            DocumentType::Reexport => "Re-export",
            DocumentType::Import => "Import",
            DocumentType::Ifs => "Other",
            DocumentType::Origin => "Other",
            DocumentType::Preconv => "Other",
            DocumentType::Captive => "Other",
            DocumentType::Artprop => "Other",
            DocumentType::Phyto => "(not the CITES form)",
            DocumentType::Tec => "Other",
            DocumentType::Poc => "Other",
            DocumentType::Mic => "Other",
            DocumentType::Sample => "Other",
            DocumentType::Partial => "as base type",
            DocumentType::Scilabel => "(label)",
            DocumentType::Replace => "as base type",
            DocumentType::Retro => "as base type",
            DocumentType::Impnotif => "(EU form)",
            DocumentType::Art10 => "(EU form)",
        }
    }

    /// Who may issue it, in English.
    pub const fn issuer(self) -> &'static str {
        match self {
            DocumentType::Export => "MA of the State of export",
            DocumentType::Reexport => "MA of the State of re-export",
            DocumentType::Import => "MA of the State of import",
            DocumentType::Ifs => "MA of the State of introduction",
            DocumentType::Origin => "MA (or designated authority) of a State other than the listing Party",
            DocumentType::Preconv => "MA of the State of (re-)export",
            DocumentType::Captive => "MA of the State of export",
            DocumentType::Artprop => "MA of the State of export",
            DocumentType::Phyto => "Plant health authority of a Party that notified the Secretariat",
            DocumentType::Tec => "MA of the State where the exhibition is based",
            DocumentType::Poc => "MA of the owner's State of usual residence",
            DocumentType::Mic => "MA of the owner's State of usual residence",
            DocumentType::Sample => "MA of the State of origin of the collection",
            DocumentType::Partial => "MA, for registered persons or bodies",
            DocumentType::Scilabel => "issued or approved by MA; used by registered institutions",
            DocumentType::Replace => "issuing MA",
            DocumentType::Retro => "MA, exceptionally",
            DocumentType::Impnotif => "completed by importer, endorsed by customs",
            DocumentType::Art10 => "MA of a Member State",
        }
    }

    /// Longest validity in months; 0 = not a fixed number of months.
    pub const fn max_validity_months(self) -> u8 {
        match self {
            DocumentType::Export => 6,
            DocumentType::Reexport => 6,
            DocumentType::Import => 12,
            DocumentType::Ifs => 12,
            DocumentType::Origin => 12,
            DocumentType::Preconv => 6,
            DocumentType::Captive => 6,
            DocumentType::Artprop => 6,
            DocumentType::Phyto => 0,
            DocumentType::Tec => 36,
            DocumentType::Poc => 36,
            DocumentType::Mic => 36,
            DocumentType::Sample => 6,
            DocumentType::Partial => 6,
            DocumentType::Scilabel => 0,
            DocumentType::Replace => 0,
            DocumentType::Retro => 6,
            DocumentType::Impnotif => 0,
            DocumentType::Art10 => 0,
        }
    }

    /// Where the validity comes from.
    pub const fn validity_basis(self) -> &'static str {
        match self {
            DocumentType::Export => "Art. VI.2",
            DocumentType::Reexport => "Res. Conf. 12.3",
            DocumentType::Import => "Res. Conf. 12.3",
            DocumentType::Ifs => "Res. Conf. 12.3 / 50 CFR 23.54",
            DocumentType::Origin => "Res. Conf. 12.3 / 50 CFR 23.54",
            DocumentType::Preconv => "treated as export/re-export document",
            DocumentType::Captive => "treated as export document",
            DocumentType::Artprop => "treated as export document",
            DocumentType::Phyto => "validity of the phytosanitary certificate",
            DocumentType::Tec => "Res. Conf. 12.3",
            DocumentType::Poc => "Res. Conf. 10.20",
            DocumentType::Mic => "Res. Conf. 16.8",
            DocumentType::Sample => "Res. Conf. 12.3 / Reg. 865/2006 art. 10(3a)",
            DocumentType::Partial => "Res. Conf. 12.3 section XII",
            DocumentType::Scilabel => "while registration is valid",
            DocumentType::Replace => "not beyond the document replaced (inferred)",
            DocumentType::Retro => "as base type",
            DocumentType::Impnotif => "",
            DocumentType::Art10 => "",
        }
    }

    /// May be used for more than one crossing.
    pub const fn reusable(self) -> bool {
        match self {
            DocumentType::Export => false,
            DocumentType::Reexport => false,
            DocumentType::Import => false,
            DocumentType::Ifs => false,
            DocumentType::Origin => false,
            DocumentType::Preconv => false,
            DocumentType::Captive => false,
            DocumentType::Artprop => false,
            DocumentType::Phyto => false,
            DocumentType::Tec => true,
            DocumentType::Poc => true,
            DocumentType::Mic => true,
            DocumentType::Sample => true,
            DocumentType::Partial => false,
            DocumentType::Scilabel => true,
            DocumentType::Replace => false,
            DocumentType::Retro => false,
            DocumentType::Impnotif => false,
            DocumentType::Art10 => false,
        }
    }

    /// Letter in toolkit `HeaderExchangedDocument/TypeCode`; `as base type` or blank where none.
    pub const fn epix_category(self) -> &'static str {
        match self {
            DocumentType::Export => "E",
            DocumentType::Reexport => "R",
            DocumentType::Import => "I",
            DocumentType::Ifs => "O",
            DocumentType::Origin => "O",
            DocumentType::Preconv => "O",
            DocumentType::Captive => "O",
            DocumentType::Artprop => "O",
            DocumentType::Phyto => "",
            DocumentType::Tec => "O",
            DocumentType::Poc => "O",
            DocumentType::Mic => "O",
            DocumentType::Sample => "O",
            DocumentType::Partial => "as base type",
            DocumentType::Scilabel => "",
            DocumentType::Replace => "as base type",
            DocumentType::Retro => "as base type",
            DocumentType::Impnotif => "",
            DocumentType::Art10 => "",
        }
    }

    /// On which sheet of the annual report it counts.
    pub const fn annual_report_role(self) -> &'static str {
        match self {
            DocumentType::Export => "export",
            DocumentType::Reexport => "re-export",
            DocumentType::Import => "import",
            DocumentType::Ifs => "import, partner ZZ",
            DocumentType::Origin => "export",
            DocumentType::Preconv => "export or re-export, source O",
            DocumentType::Captive => "export, source C",
            DocumentType::Artprop => "export, source A",
            DocumentType::Phyto => "export, source A, if the Party reports them",
            DocumentType::Tec => "see reports.md",
            DocumentType::Poc => "see reports.md",
            DocumentType::Mic => "see reports.md",
            DocumentType::Sample => "see reports.md",
            DocumentType::Partial => "as base type",
            DocumentType::Scilabel => "not reported",
            DocumentType::Replace => "the replaced document is not counted",
            DocumentType::Retro => "as base type",
            DocumentType::Impnotif => "EU Annex C and D report",
            DocumentType::Art10 => "not reported",
        }
    }
}

super::code_traits!(DocumentType);

/// A finding that an authority makes before it issues.
///
/// Source: Convention, Art. III to VII. Table: `data/codes/findings.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingKind {
    /// `NDF_EXPORT`: Non-detriment finding, export.
    NdfExport,
    /// `NDF_IMPORT`: Purpose-of-import finding.
    NdfImport,
    /// `NDF_IFS`: Non-detriment finding, introduction from the sea.
    NdfIfs,
    /// `LAF`: Legal acquisition finding.
    Laf,
    /// `LEGAL_IMPORT`: Legal previous import.
    LegalImport,
    /// `NPC`: Not primarily commercial.
    Npc,
    /// `HOUSING`: Suitably equipped recipient.
    Housing,
    /// `TRANSPORT`: Humane preparation and shipment.
    Transport,
    /// `BRED`: Bred in captivity.
    Bred,
    /// `PROPAGATED`: Artificially propagated.
    Propagated,
    /// `REGISTERED`: Registered operation.
    Registered,
    /// `PRECONV`: Pre-Convention acquisition.
    Preconv,
    /// `IMPORT_PERMIT_SEEN`: Import permit granted.
    ImportPermitSeen,
    /// `QUOTA_OK`: Quota check.
    QuotaOk,
    /// `ID`: Identification.
    Id,
    /// `CONSIGNEE`: Consignee and due diligence.
    Consignee,
}

impl FindingKind {
    /// Every code, in the order of the table.
    pub const ALL: &'static [FindingKind] = &[
        FindingKind::NdfExport,
        FindingKind::NdfImport,
        FindingKind::NdfIfs,
        FindingKind::Laf,
        FindingKind::LegalImport,
        FindingKind::Npc,
        FindingKind::Housing,
        FindingKind::Transport,
        FindingKind::Bred,
        FindingKind::Propagated,
        FindingKind::Registered,
        FindingKind::Preconv,
        FindingKind::ImportPermitSeen,
        FindingKind::QuotaOk,
        FindingKind::Id,
        FindingKind::Consignee,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            FindingKind::NdfExport => "NDF_EXPORT",
            FindingKind::NdfImport => "NDF_IMPORT",
            FindingKind::NdfIfs => "NDF_IFS",
            FindingKind::Laf => "LAF",
            FindingKind::LegalImport => "LEGAL_IMPORT",
            FindingKind::Npc => "NPC",
            FindingKind::Housing => "HOUSING",
            FindingKind::Transport => "TRANSPORT",
            FindingKind::Bred => "BRED",
            FindingKind::Propagated => "PROPAGATED",
            FindingKind::Registered => "REGISTERED",
            FindingKind::Preconv => "PRECONV",
            FindingKind::ImportPermitSeen => "IMPORT_PERMIT_SEEN",
            FindingKind::QuotaOk => "QUOTA_OK",
            FindingKind::Id => "ID",
            FindingKind::Consignee => "CONSIGNEE",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<FindingKind> {
        Some(match code {
            "NDF_EXPORT" => FindingKind::NdfExport,
            "NDF_IMPORT" => FindingKind::NdfImport,
            "NDF_IFS" => FindingKind::NdfIfs,
            "LAF" => FindingKind::Laf,
            "LEGAL_IMPORT" => FindingKind::LegalImport,
            "NPC" => FindingKind::Npc,
            "HOUSING" => FindingKind::Housing,
            "TRANSPORT" => FindingKind::Transport,
            "BRED" => FindingKind::Bred,
            "PROPAGATED" => FindingKind::Propagated,
            "REGISTERED" => FindingKind::Registered,
            "PRECONV" => FindingKind::Preconv,
            "IMPORT_PERMIT_SEEN" => FindingKind::ImportPermitSeen,
            "QUOTA_OK" => FindingKind::QuotaOk,
            "ID" => FindingKind::Id,
            "CONSIGNEE" => FindingKind::Consignee,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            FindingKind::NdfExport => match lang {
                Lang::En => "Non-detriment finding, export",
                Lang::Fr => "Avis de commerce non préjudiciable, exportation",
                Lang::Es => "Dictamen de extracción no perjudicial, exportación",
                Lang::Ar => "إقرار عدم الإضرار، تصدير",
                Lang::Ru => "Заключение о ненанесении ущерба, экспорт",
                Lang::Zh => "非致危性判定，出口",
                Lang::Pt => "Parecer de extração não prejudicial, exportação",
            },
            FindingKind::NdfImport => match lang {
                Lang::En => "Purpose-of-import finding",
                Lang::Fr => "Avis sur les objectifs de l'importation",
                Lang::Es => "Dictamen sobre los fines de la importación",
                Lang::Ar => "إقرار بشأن أغراض الاستيراد",
                Lang::Ru => "Заключение о целях импорта",
                Lang::Zh => "进口目的判定",
                Lang::Pt => "Parecer sobre os fins da importação",
            },
            FindingKind::NdfIfs => match lang {
                Lang::En => "Non-detriment finding, introduction from the sea",
                Lang::Fr => "Avis de commerce non préjudiciable, introduction en provenance de la mer",
                Lang::Es => "Dictamen de extracción no perjudicial, introducción procedente del mar",
                Lang::Ar => "إقرار عدم الإضرار، إدخال من البحر",
                Lang::Ru => "Заключение о ненанесении ущерба, интродукция из моря",
                Lang::Zh => "非致危性判定，从海上引进",
                Lang::Pt => "Parecer de extração não prejudicial, introdução proveniente do mar",
            },
            FindingKind::Laf => match lang {
                Lang::En => "Legal acquisition finding",
                Lang::Fr => "Avis d'acquisition légale",
                Lang::Es => "Dictamen de adquisición legal",
                Lang::Ar => "إقرار الاقتناء المشروع",
                Lang::Ru => "Заключение о законности приобретения",
                Lang::Zh => "合法获得判定",
                Lang::Pt => "Parecer de aquisição legal",
            },
            FindingKind::LegalImport => match lang {
                Lang::En => "Legal previous import",
                Lang::Fr => "Importation antérieure légale",
                Lang::Es => "Importación previa legal",
                Lang::Ar => "استيراد سابق مشروع",
                Lang::Ru => "Законный предшествующий импорт",
                Lang::Zh => "先前合法进口",
                Lang::Pt => "Importação anterior legal",
            },
            FindingKind::Npc => match lang {
                Lang::En => "Not primarily commercial",
                Lang::Fr => "Fins non principalement commerciales",
                Lang::Es => "Fines no primordialmente comerciales",
                Lang::Ar => "أغراض غير تجارية في المقام الأول",
                Lang::Ru => "Не преимущественно коммерческие цели",
                Lang::Zh => "非主要商业目的",
                Lang::Pt => "Fins não principalmente comerciais",
            },
            FindingKind::Housing => match lang {
                Lang::En => "Suitably equipped recipient",
                Lang::Fr => "Destinataire convenablement équipé",
                Lang::Es => "Destinatario con instalaciones adecuadas",
                Lang::Ar => "مستلم مجهز تجهيزا\u{64b} مناسبا\u{64b}",
                Lang::Ru => "Получатель имеет надлежащие условия",
                Lang::Zh => "接收方设施适宜",
                Lang::Pt => "Destinatário adequadamente equipado",
            },
            FindingKind::Transport => match lang {
                Lang::En => "Humane preparation and shipment",
                Lang::Fr => "Préparation et transport sans cruauté",
                Lang::Es => "Preparación y transporte sin crueldad",
                Lang::Ar => "تجهيز وشحن رحيمان",
                Lang::Ru => "Гуманная подготовка и перевозка",
                Lang::Zh => "人道的准备和运输",
                Lang::Pt => "Preparação e transporte sem crueldade",
            },
            FindingKind::Bred => match lang {
                Lang::En => "Bred in captivity",
                Lang::Fr => "Élevé en captivité",
                Lang::Es => "Criado en cautividad",
                Lang::Ar => "مربى في الأسر",
                Lang::Ru => "Разведен в неволе",
                Lang::Zh => "人工繁殖",
                Lang::Pt => "Criado em cativeiro",
            },
            FindingKind::Propagated => match lang {
                Lang::En => "Artificially propagated",
                Lang::Fr => "Reproduit artificiellement",
                Lang::Es => "Reproducido artificialmente",
                Lang::Ar => "مكثر صناعيا\u{64b}",
                Lang::Ru => "Искусственно выращен",
                Lang::Zh => "人工培植",
                Lang::Pt => "Reproduzido artificialmente",
            },
            FindingKind::Registered => match lang {
                Lang::En => "Registered operation",
                Lang::Fr => "Établissement enregistré",
                Lang::Es => "Establecimiento registrado",
                Lang::Ar => "منشأة مسجلة",
                Lang::Ru => "Зарегистрированный питомник",
                Lang::Zh => "已注册的养殖场",
                Lang::Pt => "Estabelecimento registado",
            },
            FindingKind::Preconv => match lang {
                Lang::En => "Pre-Convention acquisition",
                Lang::Fr => "Acquisition pré-Convention",
                Lang::Es => "Adquisición preconvención",
                Lang::Ar => "اقتناء قبل سريان الاتفاقية",
                Lang::Ru => "Доконвенционное приобретение",
                Lang::Zh => "公约前获得",
                Lang::Pt => "Aquisição pré-Convenção",
            },
            FindingKind::ImportPermitSeen => match lang {
                Lang::En => "Import permit granted",
                Lang::Fr => "Permis d'importation accordé",
                Lang::Es => "Permiso de importación concedido",
                Lang::Ar => "م\u{64f}نح تصريح الاستيراد",
                Lang::Ru => "Разрешение на импорт выдано",
                Lang::Zh => "已核发进口许可证",
                Lang::Pt => "Licença de importação concedida",
            },
            FindingKind::QuotaOk => match lang {
                Lang::En => "Quota check",
                Lang::Fr => "Contrôle du quota",
                Lang::Es => "Control del cupo",
                Lang::Ar => "التحقق من الحصة",
                Lang::Ru => "Проверка квоты",
                Lang::Zh => "配额核查",
                Lang::Pt => "Controlo da quota",
            },
            FindingKind::Id => match lang {
                Lang::En => "Identification",
                Lang::Fr => "Identification",
                Lang::Es => "Identificación",
                Lang::Ar => "تحديد الهوية",
                Lang::Ru => "Идентификация",
                Lang::Zh => "鉴定",
                Lang::Pt => "Identificação",
            },
            FindingKind::Consignee => match lang {
                Lang::En => "Consignee and due diligence",
                Lang::Fr => "Destinataire et vérifications préalables",
                Lang::Es => "Consignatario y diligencia debida",
                Lang::Ar => "المرسل إليه والعناية الواجبة",
                Lang::Ru => "Получатель и должная осмотрительность",
                Lang::Zh => "收货人与尽职调查",
                Lang::Pt => "Destinatário e diligência devida",
            },
        }
    }

    /// Which authority makes it.
    pub const fn made_by(self) -> &'static str {
        match self {
            FindingKind::NdfExport => "SA of export",
            FindingKind::NdfImport => "SA of import",
            FindingKind::NdfIfs => "SA of introduction",
            FindingKind::Laf => "MA of export",
            FindingKind::LegalImport => "MA of re-export",
            FindingKind::Npc => "MA of import",
            FindingKind::Housing => "SA of import (App. I); MA for IFS",
            FindingKind::Transport => "MA of export / re-export",
            FindingKind::Bred => "MA on SA advice",
            FindingKind::Propagated => "MA on SA advice",
            FindingKind::Registered => "MA",
            FindingKind::Preconv => "MA",
            FindingKind::ImportPermitSeen => "MA of export",
            FindingKind::QuotaOk => "MA",
            FindingKind::Id => "MA/SA/inspector",
            FindingKind::Consignee => "MA",
        }
    }

    /// The question it answers, in English.
    pub const fn question(self) -> &'static str {
        match self {
            FindingKind::NdfExport => "Export not detrimental to the survival of the species",
            FindingKind::NdfImport => "Import for purposes not detrimental to the survival of the species",
            FindingKind::NdfIfs => "Introduction not detrimental",
            FindingKind::Laf => "Specimen not obtained in contravention of the laws of that State",
            FindingKind::LegalImport => "Specimen imported in accordance with the Convention",
            FindingKind::Npc => "Specimen not to be used for primarily commercial purposes",
            FindingKind::Housing => "Proposed recipient suitably equipped to house and care",
            FindingKind::Transport => "Prepared and shipped to minimise injury, damage to health, cruel treatment",
            FindingKind::Bred => "Res. Conf. 10.16 met",
            FindingKind::Propagated => "Res. Conf. 11.11 met",
            FindingKind::Registered => "operation on the Secretariat register",
            FindingKind::Preconv => "acquired before the Convention applied",
            FindingKind::ImportPermitSeen => "import permit granted for the specimen",
            FindingKind::QuotaOk => "quantity inside the quota",
            FindingKind::Id => "taxon and marks match",
            FindingKind::Consignee => "parties genuine",
        }
    }
}

super::code_traits!(FindingKind);

/// Where an application stands.
///
/// Source: our workflow design, `spec/workflow.md` section 2. Table: `data/codes/application_statuses.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ApplicationStatus {
    /// `DRAFT`: Draft.
    Draft,
    /// `AWAITING_PAYMENT`: Awaiting payment.
    AwaitingPayment,
    /// `SUBMITTED`: Submitted.
    Submitted,
    /// `INCOMPLETE`: Returned for completion.
    Incomplete,
    /// `ACCEPTED`: Accepted (complete).
    Accepted,
    /// `UNDER_EXAMINATION`: Under examination.
    UnderExamination,
    /// `INFO_REQUESTED`: Information requested.
    InfoRequested,
    /// `SA_CONSULTATION`: With the Scientific Authority.
    SaConsultation,
    /// `INSPECTION_REQUESTED`: Inspection requested.
    InspectionRequested,
    /// `INSPECTED`: Inspection reported.
    Inspected,
    /// `FOREIGN_CONSULTATION`: Waiting for another authority.
    ForeignConsultation,
    /// `AWAITING_COUNTERPART`: Waiting for the import permit (App. I).
    AwaitingCounterpart,
    /// `AWAITING_ADDITIONAL_PAYMENT`: Awaiting additional payment.
    AwaitingAdditionalPayment,
    /// `DECISION_PROPOSED`: Decision proposed.
    DecisionProposed,
    /// `APPROVED`: Approved, to be signed.
    Approved,
    /// `ISSUED`: Permit issued.
    Issued,
    /// `REFUSED`: Refused.
    Refused,
    /// `WITHDRAWN`: Withdrawn by applicant.
    Withdrawn,
    /// `CLOSED_NO_REPLY`: Closed, no reply.
    ClosedNoReply,
    /// `NO_PERMIT_NEEDED`: Closed, no permit needed.
    NoPermitNeeded,
    /// `UNDER_APPEAL`: Under appeal.
    UnderAppeal,
}

impl ApplicationStatus {
    /// Every code, in the order of the table.
    pub const ALL: &'static [ApplicationStatus] = &[
        ApplicationStatus::Draft,
        ApplicationStatus::AwaitingPayment,
        ApplicationStatus::Submitted,
        ApplicationStatus::Incomplete,
        ApplicationStatus::Accepted,
        ApplicationStatus::UnderExamination,
        ApplicationStatus::InfoRequested,
        ApplicationStatus::SaConsultation,
        ApplicationStatus::InspectionRequested,
        ApplicationStatus::Inspected,
        ApplicationStatus::ForeignConsultation,
        ApplicationStatus::AwaitingCounterpart,
        ApplicationStatus::AwaitingAdditionalPayment,
        ApplicationStatus::DecisionProposed,
        ApplicationStatus::Approved,
        ApplicationStatus::Issued,
        ApplicationStatus::Refused,
        ApplicationStatus::Withdrawn,
        ApplicationStatus::ClosedNoReply,
        ApplicationStatus::NoPermitNeeded,
        ApplicationStatus::UnderAppeal,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            ApplicationStatus::Draft => "DRAFT",
            ApplicationStatus::AwaitingPayment => "AWAITING_PAYMENT",
            ApplicationStatus::Submitted => "SUBMITTED",
            ApplicationStatus::Incomplete => "INCOMPLETE",
            ApplicationStatus::Accepted => "ACCEPTED",
            ApplicationStatus::UnderExamination => "UNDER_EXAMINATION",
            ApplicationStatus::InfoRequested => "INFO_REQUESTED",
            ApplicationStatus::SaConsultation => "SA_CONSULTATION",
            ApplicationStatus::InspectionRequested => "INSPECTION_REQUESTED",
            ApplicationStatus::Inspected => "INSPECTED",
            ApplicationStatus::ForeignConsultation => "FOREIGN_CONSULTATION",
            ApplicationStatus::AwaitingCounterpart => "AWAITING_COUNTERPART",
            ApplicationStatus::AwaitingAdditionalPayment => "AWAITING_ADDITIONAL_PAYMENT",
            ApplicationStatus::DecisionProposed => "DECISION_PROPOSED",
            ApplicationStatus::Approved => "APPROVED",
            ApplicationStatus::Issued => "ISSUED",
            ApplicationStatus::Refused => "REFUSED",
            ApplicationStatus::Withdrawn => "WITHDRAWN",
            ApplicationStatus::ClosedNoReply => "CLOSED_NO_REPLY",
            ApplicationStatus::NoPermitNeeded => "NO_PERMIT_NEEDED",
            ApplicationStatus::UnderAppeal => "UNDER_APPEAL",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<ApplicationStatus> {
        Some(match code {
            "DRAFT" => ApplicationStatus::Draft,
            "AWAITING_PAYMENT" => ApplicationStatus::AwaitingPayment,
            "SUBMITTED" => ApplicationStatus::Submitted,
            "INCOMPLETE" => ApplicationStatus::Incomplete,
            "ACCEPTED" => ApplicationStatus::Accepted,
            "UNDER_EXAMINATION" => ApplicationStatus::UnderExamination,
            "INFO_REQUESTED" => ApplicationStatus::InfoRequested,
            "SA_CONSULTATION" => ApplicationStatus::SaConsultation,
            "INSPECTION_REQUESTED" => ApplicationStatus::InspectionRequested,
            "INSPECTED" => ApplicationStatus::Inspected,
            "FOREIGN_CONSULTATION" => ApplicationStatus::ForeignConsultation,
            "AWAITING_COUNTERPART" => ApplicationStatus::AwaitingCounterpart,
            "AWAITING_ADDITIONAL_PAYMENT" => ApplicationStatus::AwaitingAdditionalPayment,
            "DECISION_PROPOSED" => ApplicationStatus::DecisionProposed,
            "APPROVED" => ApplicationStatus::Approved,
            "ISSUED" => ApplicationStatus::Issued,
            "REFUSED" => ApplicationStatus::Refused,
            "WITHDRAWN" => ApplicationStatus::Withdrawn,
            "CLOSED_NO_REPLY" => ApplicationStatus::ClosedNoReply,
            "NO_PERMIT_NEEDED" => ApplicationStatus::NoPermitNeeded,
            "UNDER_APPEAL" => ApplicationStatus::UnderAppeal,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            ApplicationStatus::Draft => match lang {
                Lang::En => "Draft",
                Lang::Fr => "Brouillon",
                Lang::Es => "Borrador",
                Lang::Ar => "مسودة",
                Lang::Ru => "Черновик",
                Lang::Zh => "草稿",
                Lang::Pt => "Rascunho",
            },
            ApplicationStatus::AwaitingPayment => match lang {
                Lang::En => "Awaiting payment",
                Lang::Fr => "En attente de paiement",
                Lang::Es => "Pendiente de pago",
                Lang::Ar => "في انتظار الدفع",
                Lang::Ru => "Ожидается оплата",
                Lang::Zh => "待付款",
                Lang::Pt => "A aguardar pagamento",
            },
            ApplicationStatus::Submitted => match lang {
                Lang::En => "Submitted",
                Lang::Fr => "Soumise",
                Lang::Es => "Presentada",
                Lang::Ar => "تم التقديم",
                Lang::Ru => "Подано",
                Lang::Zh => "已提交",
                Lang::Pt => "Apresentado",
            },
            ApplicationStatus::Incomplete => match lang {
                Lang::En => "Returned for completion",
                Lang::Fr => "Renvoyée à compléter",
                Lang::Es => "Devuelta para completar",
                Lang::Ar => "أعيد للاستكمال",
                Lang::Ru => "Возвращено на доработку",
                Lang::Zh => "退回补充",
                Lang::Pt => "Devolvido para completar",
            },
            ApplicationStatus::Accepted => match lang {
                Lang::En => "Accepted (complete)",
                Lang::Fr => "Recevable",
                Lang::Es => "Admitida",
                Lang::Ar => "مقبول (مكتمل)",
                Lang::Ru => "Принято (комплектно)",
                Lang::Zh => "已受理（材料齐全）",
                Lang::Pt => "Aceite (completo)",
            },
            ApplicationStatus::UnderExamination => match lang {
                Lang::En => "Under examination",
                Lang::Fr => "En instruction",
                Lang::Es => "En examen",
                Lang::Ar => "قيد الدراسة",
                Lang::Ru => "На рассмотрении",
                Lang::Zh => "审查中",
                Lang::Pt => "Em análise",
            },
            ApplicationStatus::InfoRequested => match lang {
                Lang::En => "Information requested",
                Lang::Fr => "Renseignements demandés",
                Lang::Es => "Información solicitada",
                Lang::Ar => "ط\u{64f}لبت معلومات",
                Lang::Ru => "Запрошены сведения",
                Lang::Zh => "已要求补充信息",
                Lang::Pt => "Informações solicitadas",
            },
            ApplicationStatus::SaConsultation => match lang {
                Lang::En => "With the Scientific Authority",
                Lang::Fr => "Auprès de l'autorité scientifique",
                Lang::Es => "En consulta a la Autoridad Científica",
                Lang::Ar => "لدى السلطة العلمية",
                Lang::Ru => "На заключении Научного органа",
                Lang::Zh => "科学机构评估中",
                Lang::Pt => "Na Autoridade Científica",
            },
            ApplicationStatus::InspectionRequested => match lang {
                Lang::En => "Inspection requested",
                Lang::Fr => "Inspection demandée",
                Lang::Es => "Inspección solicitada",
                Lang::Ar => "ط\u{64f}لبت المعاينة",
                Lang::Ru => "Назначена проверка",
                Lang::Zh => "已要求查验",
                Lang::Pt => "Inspeção solicitada",
            },
            ApplicationStatus::Inspected => match lang {
                Lang::En => "Inspection reported",
                Lang::Fr => "Inspection effectuée",
                Lang::Es => "Inspección realizada",
                Lang::Ar => "تمت المعاينة",
                Lang::Ru => "Проверка проведена",
                Lang::Zh => "已查验",
                Lang::Pt => "Inspeção realizada",
            },
            ApplicationStatus::ForeignConsultation => match lang {
                Lang::En => "Waiting for another authority",
                Lang::Fr => "En attente d'une autre autorité",
                Lang::Es => "En espera de otra autoridad",
                Lang::Ar => "في انتظار سلطة أخرى",
                Lang::Ru => "Ожидается ответ другого органа",
                Lang::Zh => "等待其他主管机构答复",
                Lang::Pt => "A aguardar outra autoridade",
            },
            ApplicationStatus::AwaitingCounterpart => match lang {
                Lang::En => "Waiting for the import permit (App. I)",
                Lang::Fr => "En attente du permis d'importation (Annexe I)",
                Lang::Es => "En espera del permiso de importación (Apéndice I)",
                Lang::Ar => "في انتظار تصريح الاستيراد (الملحق الأول)",
                Lang::Ru => "Ожидается разрешение на импорт (Прил. I)",
                Lang::Zh => "等待进口许可证（附录一）",
                Lang::Pt => "A aguardar a licença de importação (An. I)",
            },
            ApplicationStatus::AwaitingAdditionalPayment => match lang {
                Lang::En => "Awaiting additional payment",
                Lang::Fr => "Paiement complémentaire attendu",
                Lang::Es => "Pago adicional pendiente",
                Lang::Ar => "في انتظار دفعة إضافية",
                Lang::Ru => "Ожидается доплата",
                Lang::Zh => "待补缴费用",
                Lang::Pt => "A aguardar pagamento adicional",
            },
            ApplicationStatus::DecisionProposed => match lang {
                Lang::En => "Decision proposed",
                Lang::Fr => "Décision proposée",
                Lang::Es => "Decisión propuesta",
                Lang::Ar => "قرار مقترح",
                Lang::Ru => "Проект решения подготовлен",
                Lang::Zh => "已拟定决定",
                Lang::Pt => "Decisão proposta",
            },
            ApplicationStatus::Approved => match lang {
                Lang::En => "Approved, to be signed",
                Lang::Fr => "Approuvée, à signer",
                Lang::Es => "Aprobada, por firmar",
                Lang::Ar => "تمت الموافقة، بانتظار التوقيع",
                Lang::Ru => "Одобрено, на подписи",
                Lang::Zh => "已批准，待签署",
                Lang::Pt => "Aprovado, a assinar",
            },
            ApplicationStatus::Issued => match lang {
                Lang::En => "Permit issued",
                Lang::Fr => "Permis délivré",
                Lang::Es => "Permiso expedido",
                Lang::Ar => "صدر التصريح",
                Lang::Ru => "Разрешение выдано",
                Lang::Zh => "已签发许可证",
                Lang::Pt => "Licença emitida",
            },
            ApplicationStatus::Refused => match lang {
                Lang::En => "Refused",
                Lang::Fr => "Refusée",
                Lang::Es => "Denegada",
                Lang::Ar => "مرفوض",
                Lang::Ru => "Отказано",
                Lang::Zh => "已拒绝",
                Lang::Pt => "Recusado",
            },
            ApplicationStatus::Withdrawn => match lang {
                Lang::En => "Withdrawn by applicant",
                Lang::Fr => "Retirée par la personne demandeuse",
                Lang::Es => "Retirada por la parte solicitante",
                Lang::Ar => "سحبه مقدم الطلب",
                Lang::Ru => "Отозвано заявителем",
                Lang::Zh => "申请人已撤回",
                Lang::Pt => "Retirado pelo requerente",
            },
            ApplicationStatus::ClosedNoReply => match lang {
                Lang::En => "Closed, no reply",
                Lang::Fr => "Classée sans suite",
                Lang::Es => "Archivada sin respuesta",
                Lang::Ar => "أغلق لعدم الرد",
                Lang::Ru => "Закрыто: нет ответа",
                Lang::Zh => "未答复，已结案",
                Lang::Pt => "Encerrado sem resposta",
            },
            ApplicationStatus::NoPermitNeeded => match lang {
                Lang::En => "Closed, no permit needed",
                Lang::Fr => "Classée, aucun permis requis",
                Lang::Es => "Archivada, no se requiere permiso",
                Lang::Ar => "أغلق، لا يلزم تصريح",
                Lang::Ru => "Закрыто: разрешение не требуется",
                Lang::Zh => "无需许可证，已结案",
                Lang::Pt => "Encerrado, licença não necessária",
            },
            ApplicationStatus::UnderAppeal => match lang {
                Lang::En => "Under appeal",
                Lang::Fr => "En recours",
                Lang::Es => "En recurso",
                Lang::Ar => "قيد التظلم",
                Lang::Ru => "Обжалуется",
                Lang::Zh => "复议中",
                Lang::Pt => "Em recurso",
            },
        }
    }

    /// `apply`, `examine`, `decide` or `close`.
    pub const fn phase(self) -> &'static str {
        match self {
            ApplicationStatus::Draft => "apply",
            ApplicationStatus::AwaitingPayment => "apply",
            ApplicationStatus::Submitted => "apply",
            ApplicationStatus::Incomplete => "examine",
            ApplicationStatus::Accepted => "examine",
            ApplicationStatus::UnderExamination => "examine",
            ApplicationStatus::InfoRequested => "examine",
            ApplicationStatus::SaConsultation => "examine",
            ApplicationStatus::InspectionRequested => "examine",
            ApplicationStatus::Inspected => "examine",
            ApplicationStatus::ForeignConsultation => "examine",
            ApplicationStatus::AwaitingCounterpart => "examine",
            ApplicationStatus::AwaitingAdditionalPayment => "examine",
            ApplicationStatus::DecisionProposed => "decide",
            ApplicationStatus::Approved => "decide",
            ApplicationStatus::Issued => "decide",
            ApplicationStatus::Refused => "decide",
            ApplicationStatus::Withdrawn => "close",
            ApplicationStatus::ClosedNoReply => "close",
            ApplicationStatus::NoPermitNeeded => "close",
            ApplicationStatus::UnderAppeal => "decide",
        }
    }

    /// No act leads on from here.
    pub const fn terminal(self) -> bool {
        match self {
            ApplicationStatus::Draft => false,
            ApplicationStatus::AwaitingPayment => false,
            ApplicationStatus::Submitted => false,
            ApplicationStatus::Incomplete => false,
            ApplicationStatus::Accepted => false,
            ApplicationStatus::UnderExamination => false,
            ApplicationStatus::InfoRequested => false,
            ApplicationStatus::SaConsultation => false,
            ApplicationStatus::InspectionRequested => false,
            ApplicationStatus::Inspected => false,
            ApplicationStatus::ForeignConsultation => false,
            ApplicationStatus::AwaitingCounterpart => false,
            ApplicationStatus::AwaitingAdditionalPayment => false,
            ApplicationStatus::DecisionProposed => false,
            ApplicationStatus::Approved => false,
            ApplicationStatus::Issued => true,
            ApplicationStatus::Refused => true,
            ApplicationStatus::Withdrawn => true,
            ApplicationStatus::ClosedNoReply => true,
            ApplicationStatus::NoPermitNeeded => true,
            ApplicationStatus::UnderAppeal => false,
        }
    }

    /// Whose clock runs: `stopped`, `applicant`, `authority` or a third party.
    pub const fn clock(self) -> &'static str {
        match self {
            ApplicationStatus::Draft => "stopped",
            ApplicationStatus::AwaitingPayment => "applicant",
            ApplicationStatus::Submitted => "authority",
            ApplicationStatus::Incomplete => "applicant",
            ApplicationStatus::Accepted => "authority",
            ApplicationStatus::UnderExamination => "authority",
            ApplicationStatus::InfoRequested => "applicant",
            ApplicationStatus::SaConsultation => "third party (SA)",
            ApplicationStatus::InspectionRequested => "third party (inspection)",
            ApplicationStatus::Inspected => "authority",
            ApplicationStatus::ForeignConsultation => "third party (foreign)",
            ApplicationStatus::AwaitingCounterpart => "applicant",
            ApplicationStatus::AwaitingAdditionalPayment => "applicant",
            ApplicationStatus::DecisionProposed => "authority",
            ApplicationStatus::Approved => "authority",
            ApplicationStatus::Issued => "stopped",
            ApplicationStatus::Refused => "stopped",
            ApplicationStatus::Withdrawn => "stopped",
            ApplicationStatus::ClosedNoReply => "stopped",
            ApplicationStatus::NoPermitNeeded => "stopped",
            ApplicationStatus::UnderAppeal => "authority",
        }
    }
}

super::code_traits!(ApplicationStatus);

/// Where an issued permit stands.
///
/// Source: our workflow design, `spec/workflow.md` section 4. Table: `data/codes/permit_statuses.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PermitStatus {
    /// `ISSUED`: Issued.
    Issued,
    /// `DELIVERED`: Delivered to holder.
    Delivered,
    /// `HELD`: Held at border.
    Held,
    /// `ENDORSED`: Endorsed at export.
    Endorsed,
    /// `PARTLY_USED`: Partly used (multi-use or split).
    PartlyUsed,
    /// `CONFIRMED`: Receipt confirmed by importing Party.
    Confirmed,
    /// `USED`: Used (no confirmation received).
    Used,
    /// `EXPIRED_UNUSED`: Expired unused.
    ExpiredUnused,
    /// `EXPIRED_UNKNOWN`: Expired, use unknown.
    ExpiredUnknown,
    /// `RETURNED_UNUSED`: Returned unused.
    ReturnedUnused,
    /// `CANCELLED`: Cancelled before use.
    Cancelled,
    /// `REVOKED`: Revoked.
    Revoked,
    /// `SUSPENDED`: Suspended.
    Suspended,
    /// `REPLACED`: Replaced.
    Replaced,
    /// `LOST`: Reported lost.
    Lost,
    /// `STOLEN`: Reported stolen.
    Stolen,
    /// `DESTROYED`: Destroyed / damaged.
    Destroyed,
    /// `VOID`: Void (issued on false premise).
    Void,
    /// `SEIZED`: Seized as evidence.
    Seized,
}

impl PermitStatus {
    /// Every code, in the order of the table.
    pub const ALL: &'static [PermitStatus] = &[
        PermitStatus::Issued,
        PermitStatus::Delivered,
        PermitStatus::Held,
        PermitStatus::Endorsed,
        PermitStatus::PartlyUsed,
        PermitStatus::Confirmed,
        PermitStatus::Used,
        PermitStatus::ExpiredUnused,
        PermitStatus::ExpiredUnknown,
        PermitStatus::ReturnedUnused,
        PermitStatus::Cancelled,
        PermitStatus::Revoked,
        PermitStatus::Suspended,
        PermitStatus::Replaced,
        PermitStatus::Lost,
        PermitStatus::Stolen,
        PermitStatus::Destroyed,
        PermitStatus::Void,
        PermitStatus::Seized,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            PermitStatus::Issued => "ISSUED",
            PermitStatus::Delivered => "DELIVERED",
            PermitStatus::Held => "HELD",
            PermitStatus::Endorsed => "ENDORSED",
            PermitStatus::PartlyUsed => "PARTLY_USED",
            PermitStatus::Confirmed => "CONFIRMED",
            PermitStatus::Used => "USED",
            PermitStatus::ExpiredUnused => "EXPIRED_UNUSED",
            PermitStatus::ExpiredUnknown => "EXPIRED_UNKNOWN",
            PermitStatus::ReturnedUnused => "RETURNED_UNUSED",
            PermitStatus::Cancelled => "CANCELLED",
            PermitStatus::Revoked => "REVOKED",
            PermitStatus::Suspended => "SUSPENDED",
            PermitStatus::Replaced => "REPLACED",
            PermitStatus::Lost => "LOST",
            PermitStatus::Stolen => "STOLEN",
            PermitStatus::Destroyed => "DESTROYED",
            PermitStatus::Void => "VOID",
            PermitStatus::Seized => "SEIZED",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<PermitStatus> {
        Some(match code {
            "ISSUED" => PermitStatus::Issued,
            "DELIVERED" => PermitStatus::Delivered,
            "HELD" => PermitStatus::Held,
            "ENDORSED" => PermitStatus::Endorsed,
            "PARTLY_USED" => PermitStatus::PartlyUsed,
            "CONFIRMED" => PermitStatus::Confirmed,
            "USED" => PermitStatus::Used,
            "EXPIRED_UNUSED" => PermitStatus::ExpiredUnused,
            "EXPIRED_UNKNOWN" => PermitStatus::ExpiredUnknown,
            "RETURNED_UNUSED" => PermitStatus::ReturnedUnused,
            "CANCELLED" => PermitStatus::Cancelled,
            "REVOKED" => PermitStatus::Revoked,
            "SUSPENDED" => PermitStatus::Suspended,
            "REPLACED" => PermitStatus::Replaced,
            "LOST" => PermitStatus::Lost,
            "STOLEN" => PermitStatus::Stolen,
            "DESTROYED" => PermitStatus::Destroyed,
            "VOID" => PermitStatus::Void,
            "SEIZED" => PermitStatus::Seized,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            PermitStatus::Issued => match lang {
                Lang::En => "Issued",
                Lang::Fr => "Délivré",
                Lang::Es => "Expedido",
                Lang::Ar => "صادر",
                Lang::Ru => "Выдано",
                Lang::Zh => "已签发",
                Lang::Pt => "Emitida",
            },
            PermitStatus::Delivered => match lang {
                Lang::En => "Delivered to holder",
                Lang::Fr => "Remis au titulaire",
                Lang::Es => "Entregado al titular",
                Lang::Ar => "س\u{64f}لم إلى حامله",
                Lang::Ru => "Вручено держателю",
                Lang::Zh => "已交付持证人",
                Lang::Pt => "Entregue ao titular",
            },
            PermitStatus::Held => match lang {
                Lang::En => "Held at border",
                Lang::Fr => "Retenu à la frontière",
                Lang::Es => "Retenido en frontera",
                Lang::Ar => "قيد الاحتجاز عند الحدود",
                Lang::Ru => "Задержано на границе",
                Lang::Zh => "边境暂扣",
                Lang::Pt => "Retida na fronteira",
            },
            PermitStatus::Endorsed => match lang {
                Lang::En => "Endorsed at export",
                Lang::Fr => "Visé à l'exportation",
                Lang::Es => "Refrendado en la exportación",
                Lang::Ar => "مؤشر عليه عند التصدير",
                Lang::Ru => "Отметка об экспорте проставлена",
                Lang::Zh => "出口已签注",
                Lang::Pt => "Visada na exportação",
            },
            PermitStatus::PartlyUsed => match lang {
                Lang::En => "Partly used (multi-use or split)",
                Lang::Fr => "Partiellement utilisé",
                Lang::Es => "Utilizado en parte",
                Lang::Ar => "مستخدم جزئيا\u{64b}",
                Lang::Ru => "Использовано частично",
                Lang::Zh => "部分使用",
                Lang::Pt => "Parcialmente utilizada",
            },
            PermitStatus::Confirmed => match lang {
                Lang::En => "Receipt confirmed by importing Party",
                Lang::Fr => "Réception confirmée par la Partie importatrice",
                Lang::Es => "Recepción confirmada por la Parte importadora",
                Lang::Ar => "أكد الطرف المستورد الاستلام",
                Lang::Ru => "Получение подтверждено",
                Lang::Zh => "进口方已确认收货",
                Lang::Pt => "Receção confirmada pela Parte importadora",
            },
            PermitStatus::Used => match lang {
                Lang::En => "Used (no confirmation received)",
                Lang::Fr => "Utilisé",
                Lang::Es => "Utilizado",
                Lang::Ar => "مستخدم",
                Lang::Ru => "Использовано",
                Lang::Zh => "已使用",
                Lang::Pt => "Utilizada",
            },
            PermitStatus::ExpiredUnused => match lang {
                Lang::En => "Expired unused",
                Lang::Fr => "Expiré non utilisé",
                Lang::Es => "Vencido sin usar",
                Lang::Ar => "انتهت صلاحيته دون استخدام",
                Lang::Ru => "Истекло, не использовано",
                Lang::Zh => "过期未使用",
                Lang::Pt => "Expirada sem utilização",
            },
            PermitStatus::ExpiredUnknown => match lang {
                Lang::En => "Expired, use unknown",
                Lang::Fr => "Expiré, usage inconnu",
                Lang::Es => "Vencido, uso desconocido",
                Lang::Ar => "انتهت صلاحيته، الاستخدام غير معروف",
                Lang::Ru => "Истекло, использование неизвестно",
                Lang::Zh => "已过期，使用情况不明",
                Lang::Pt => "Expirada, utilização desconhecida",
            },
            PermitStatus::ReturnedUnused => match lang {
                Lang::En => "Returned unused",
                Lang::Fr => "Rendu non utilisé",
                Lang::Es => "Devuelto sin usar",
                Lang::Ar => "أعيد دون استخدام",
                Lang::Ru => "Возвращено неиспользованным",
                Lang::Zh => "未使用退回",
                Lang::Pt => "Devolvida sem utilização",
            },
            PermitStatus::Cancelled => match lang {
                Lang::En => "Cancelled before use",
                Lang::Fr => "Annulé avant utilisation",
                Lang::Es => "Cancelado antes de su uso",
                Lang::Ar => "ملغى قبل الاستخدام",
                Lang::Ru => "Аннулировано до использования",
                Lang::Zh => "使用前已注销",
                Lang::Pt => "Cancelada antes da utilização",
            },
            PermitStatus::Revoked => match lang {
                Lang::En => "Revoked",
                Lang::Fr => "Révoqué",
                Lang::Es => "Revocado",
                Lang::Ar => "مسحوب",
                Lang::Ru => "Отозвано",
                Lang::Zh => "已撤销",
                Lang::Pt => "Revogada",
            },
            PermitStatus::Suspended => match lang {
                Lang::En => "Suspended",
                Lang::Fr => "Suspendu",
                Lang::Es => "Suspendido",
                Lang::Ar => "موقوف",
                Lang::Ru => "Приостановлено",
                Lang::Zh => "已暂停",
                Lang::Pt => "Suspensa",
            },
            PermitStatus::Replaced => match lang {
                Lang::En => "Replaced",
                Lang::Fr => "Remplacé",
                Lang::Es => "Reemplazado",
                Lang::Ar => "مستبدل",
                Lang::Ru => "Заменено",
                Lang::Zh => "已替换",
                Lang::Pt => "Substituída",
            },
            PermitStatus::Lost => match lang {
                Lang::En => "Reported lost",
                Lang::Fr => "Déclaré perdu",
                Lang::Es => "Declarado perdido",
                Lang::Ar => "م\u{64f}بلغ عن فقدانه",
                Lang::Ru => "Заявлено об утере",
                Lang::Zh => "已报失",
                Lang::Pt => "Declarada perdida",
            },
            PermitStatus::Stolen => match lang {
                Lang::En => "Reported stolen",
                Lang::Fr => "Déclaré volé",
                Lang::Es => "Declarado robado",
                Lang::Ar => "م\u{64f}بلغ عن سرقته",
                Lang::Ru => "Заявлено о краже",
                Lang::Zh => "已报被盗",
                Lang::Pt => "Declarada roubada",
            },
            PermitStatus::Destroyed => match lang {
                Lang::En => "Destroyed / damaged",
                Lang::Fr => "Détruit ou endommagé",
                Lang::Es => "Destruido o dañado",
                Lang::Ar => "متلف/تالف",
                Lang::Ru => "Уничтожено/повреждено",
                Lang::Zh => "已损毁",
                Lang::Pt => "Destruída/danificada",
            },
            PermitStatus::Void => match lang {
                Lang::En => "Void (issued on false premise)",
                Lang::Fr => "Nul",
                Lang::Es => "Nulo",
                Lang::Ar => "باطل",
                Lang::Ru => "Недействительно",
                Lang::Zh => "作废",
                Lang::Pt => "Nula",
            },
            PermitStatus::Seized => match lang {
                Lang::En => "Seized as evidence",
                Lang::Fr => "Saisi comme pièce à conviction",
                Lang::Es => "Incautado como prueba",
                Lang::Ar => "مضبوط كدليل",
                Lang::Ru => "Изъято как доказательство",
                Lang::Zh => "作为证据扣押",
                Lang::Pt => "Apreendida como prova",
            },
        }
    }

    /// No ordinary act leads on from here.
    pub const fn terminal(self) -> bool {
        match self {
            PermitStatus::Issued => false,
            PermitStatus::Delivered => false,
            PermitStatus::Held => false,
            PermitStatus::Endorsed => false,
            PermitStatus::PartlyUsed => false,
            PermitStatus::Confirmed => true,
            PermitStatus::Used => true,
            PermitStatus::ExpiredUnused => true,
            PermitStatus::ExpiredUnknown => false,
            PermitStatus::ReturnedUnused => true,
            PermitStatus::Cancelled => true,
            PermitStatus::Revoked => true,
            PermitStatus::Suspended => false,
            PermitStatus::Replaced => true,
            PermitStatus::Lost => false,
            PermitStatus::Stolen => false,
            PermitStatus::Destroyed => false,
            PermitStatus::Void => true,
            PermitStatus::Seized => false,
        }
    }

    /// Whether it may be presented at the border.
    pub const fn presentable(self) -> &'static str {
        match self {
            PermitStatus::Issued => "yes",
            PermitStatus::Delivered => "yes",
            PermitStatus::Held => "no, pending",
            PermitStatus::Endorsed => "yes (import side)",
            PermitStatus::PartlyUsed => "yes",
            PermitStatus::Confirmed => "no",
            PermitStatus::Used => "no",
            PermitStatus::ExpiredUnused => "no",
            PermitStatus::ExpiredUnknown => "no",
            PermitStatus::ReturnedUnused => "no",
            PermitStatus::Cancelled => "no",
            PermitStatus::Revoked => "no",
            PermitStatus::Suspended => "no",
            PermitStatus::Replaced => "no",
            PermitStatus::Lost => "no",
            PermitStatus::Stolen => "no",
            PermitStatus::Destroyed => "no",
            PermitStatus::Void => "no",
            PermitStatus::Seized => "no",
        }
    }

    /// What the state means for the quota ledger.
    pub const fn quota_effect(self) -> &'static str {
        match self {
            PermitStatus::Issued => "committed (permitted quantity)",
            PermitStatus::Delivered => "committed",
            PermitStatus::Held => "committed",
            PermitStatus::Endorsed => "consumed (actual), rest released",
            PermitStatus::PartlyUsed => "consumed + committed",
            PermitStatus::Confirmed => "consumed",
            PermitStatus::Used => "consumed",
            PermitStatus::ExpiredUnused => "released",
            PermitStatus::ExpiredUnknown => "stays committed until declared",
            PermitStatus::ReturnedUnused => "released",
            PermitStatus::Cancelled => "released",
            PermitStatus::Revoked => "released unless used",
            PermitStatus::Suspended => "committed",
            PermitStatus::Replaced => "moved to the replacement",
            PermitStatus::Lost => "committed",
            PermitStatus::Stolen => "committed",
            PermitStatus::Destroyed => "committed",
            PermitStatus::Void => "released unless used",
            PermitStatus::Seized => "committed",
        }
    }

    /// `non-final`, `final`, `final per movement` or `withdrawn`.
    pub const fn epix_visibility(self) -> &'static str {
        match self {
            PermitStatus::Issued => "non-final",
            PermitStatus::Delivered => "non-final",
            PermitStatus::Held => "non-final",
            PermitStatus::Endorsed => "final",
            PermitStatus::PartlyUsed => "final per movement",
            PermitStatus::Confirmed => "final",
            PermitStatus::Used => "final",
            PermitStatus::ExpiredUnused => "withdrawn",
            PermitStatus::ExpiredUnknown => "withdrawn",
            PermitStatus::ReturnedUnused => "withdrawn",
            PermitStatus::Cancelled => "withdrawn",
            PermitStatus::Revoked => "withdrawn",
            PermitStatus::Suspended => "withdrawn",
            PermitStatus::Replaced => "withdrawn",
            PermitStatus::Lost => "withdrawn",
            PermitStatus::Stolen => "withdrawn",
            PermitStatus::Destroyed => "withdrawn",
            PermitStatus::Void => "withdrawn",
            PermitStatus::Seized => "withdrawn",
        }
    }
}

super::code_traits!(PermitStatus);

/// What a person is allowed to be in one Party's system.
///
/// Source: our workflow design, `spec/workflow.md` section 1. Table: `data/codes/roles.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// `applicant`: Applicant.
    Applicant,
    /// `agent`: Agent / broker.
    Agent,
    /// `org_admin`: Organisation administrator.
    OrgAdmin,
    /// `ma_clerk`: MA registry officer.
    MaClerk,
    /// `ma_officer`: MA case officer.
    MaOfficer,
    /// `ma_approver`: MA approving / signing officer.
    MaApprover,
    /// `ma_supervisor`: MA supervisor.
    MaSupervisor,
    /// `quota_manager`: Quota manager.
    QuotaManager,
    /// `sa_coordinator`: SA coordinator.
    SaCoordinator,
    /// `sa_expert`: SA expert.
    SaExpert,
    /// `inspector`: Field / port inspector.
    Inspector,
    /// `customs`: Customs officer.
    Customs,
    /// `enforcement`: Enforcement officer.
    Enforcement,
    /// `accountant`: Accountant.
    Accountant,
    /// `cashier`: Cashier.
    Cashier,
    /// `reporter`: Reporting officer.
    Reporter,
    /// `tenant_admin`: Party administrator.
    TenantAdmin,
    /// `platform_admin`: Platform operator.
    PlatformAdmin,
    /// `auditor`: Auditor.
    Auditor,
    /// `foreign_ma`: Foreign Management Authority (EPIX peer).
    ForeignMa,
    /// `public_verifier`: Public verifier.
    PublicVerifier,
}

impl Role {
    /// Every code, in the order of the table.
    pub const ALL: &'static [Role] = &[
        Role::Applicant,
        Role::Agent,
        Role::OrgAdmin,
        Role::MaClerk,
        Role::MaOfficer,
        Role::MaApprover,
        Role::MaSupervisor,
        Role::QuotaManager,
        Role::SaCoordinator,
        Role::SaExpert,
        Role::Inspector,
        Role::Customs,
        Role::Enforcement,
        Role::Accountant,
        Role::Cashier,
        Role::Reporter,
        Role::TenantAdmin,
        Role::PlatformAdmin,
        Role::Auditor,
        Role::ForeignMa,
        Role::PublicVerifier,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Applicant => "applicant",
            Role::Agent => "agent",
            Role::OrgAdmin => "org_admin",
            Role::MaClerk => "ma_clerk",
            Role::MaOfficer => "ma_officer",
            Role::MaApprover => "ma_approver",
            Role::MaSupervisor => "ma_supervisor",
            Role::QuotaManager => "quota_manager",
            Role::SaCoordinator => "sa_coordinator",
            Role::SaExpert => "sa_expert",
            Role::Inspector => "inspector",
            Role::Customs => "customs",
            Role::Enforcement => "enforcement",
            Role::Accountant => "accountant",
            Role::Cashier => "cashier",
            Role::Reporter => "reporter",
            Role::TenantAdmin => "tenant_admin",
            Role::PlatformAdmin => "platform_admin",
            Role::Auditor => "auditor",
            Role::ForeignMa => "foreign_ma",
            Role::PublicVerifier => "public_verifier",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<Role> {
        Some(match code {
            "applicant" => Role::Applicant,
            "agent" => Role::Agent,
            "org_admin" => Role::OrgAdmin,
            "ma_clerk" => Role::MaClerk,
            "ma_officer" => Role::MaOfficer,
            "ma_approver" => Role::MaApprover,
            "ma_supervisor" => Role::MaSupervisor,
            "quota_manager" => Role::QuotaManager,
            "sa_coordinator" => Role::SaCoordinator,
            "sa_expert" => Role::SaExpert,
            "inspector" => Role::Inspector,
            "customs" => Role::Customs,
            "enforcement" => Role::Enforcement,
            "accountant" => Role::Accountant,
            "cashier" => Role::Cashier,
            "reporter" => Role::Reporter,
            "tenant_admin" => Role::TenantAdmin,
            "platform_admin" => Role::PlatformAdmin,
            "auditor" => Role::Auditor,
            "foreign_ma" => Role::ForeignMa,
            "public_verifier" => Role::PublicVerifier,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Role::Applicant => match lang {
                Lang::En => "Applicant",
                Lang::Fr => "Personne demandeuse",
                Lang::Es => "Solicitante",
                Lang::Ar => "مقدم الطلب",
                Lang::Ru => "Заявитель",
                Lang::Zh => "申请人",
                Lang::Pt => "Requerente",
            },
            Role::Agent => match lang {
                Lang::En => "Agent / broker",
                Lang::Fr => "Mandataire",
                Lang::Es => "Agente",
                Lang::Ar => "وكيل/مخلص",
                Lang::Ru => "Представитель",
                Lang::Zh => "代理人",
                Lang::Pt => "Mandatário",
            },
            Role::OrgAdmin => match lang {
                Lang::En => "Organisation administrator",
                Lang::Fr => "Administration de l'organisation",
                Lang::Es => "Administración de la organización",
                Lang::Ar => "إدارة حساب المنشأة",
                Lang::Ru => "Администрирование организации",
                Lang::Zh => "机构账户管理",
                Lang::Pt => "Administração da organização",
            },
            Role::MaClerk => match lang {
                Lang::En => "MA registry officer",
                Lang::Fr => "Enregistrement (OG)",
                Lang::Es => "Registro (AA)",
                Lang::Ar => "التسجيل (السلطة الإدارية)",
                Lang::Ru => "Регистрация (АО)",
                Lang::Zh => "登记（管理机构）",
                Lang::Pt => "Registo (AA)",
            },
            Role::MaOfficer => match lang {
                Lang::En => "MA case officer",
                Lang::Fr => "Instruction des dossiers (OG)",
                Lang::Es => "Tramitación (AA)",
                Lang::Ar => "دراسة الملفات (السلطة الإدارية)",
                Lang::Ru => "Рассмотрение дел (АО)",
                Lang::Zh => "案件审查（管理机构）",
                Lang::Pt => "Instrução (AA)",
            },
            Role::MaApprover => match lang {
                Lang::En => "MA approving / signing officer",
                Lang::Fr => "Décision et signature (OG)",
                Lang::Es => "Decisión y firma (AA)",
                Lang::Ar => "الموافقة والتوقيع (السلطة الإدارية)",
                Lang::Ru => "Решение и подпись (АО)",
                Lang::Zh => "审批签署（管理机构）",
                Lang::Pt => "Decisão e assinatura (AA)",
            },
            Role::MaSupervisor => match lang {
                Lang::En => "MA supervisor",
                Lang::Fr => "Supervision (OG)",
                Lang::Es => "Supervisión (AA)",
                Lang::Ar => "الإشراف (السلطة الإدارية)",
                Lang::Ru => "Контроль работы (АО)",
                Lang::Zh => "监督（管理机构）",
                Lang::Pt => "Supervisão (AA)",
            },
            Role::QuotaManager => match lang {
                Lang::En => "Quota manager",
                Lang::Fr => "Gestion des quotas",
                Lang::Es => "Gestión de cupos",
                Lang::Ar => "إدارة الحصص",
                Lang::Ru => "Управление квотами",
                Lang::Zh => "配额管理",
                Lang::Pt => "Gestão de quotas",
            },
            Role::SaCoordinator => match lang {
                Lang::En => "SA coordinator",
                Lang::Fr => "Coordination (AS)",
                Lang::Es => "Coordinación (AC)",
                Lang::Ar => "التنسيق (السلطة العلمية)",
                Lang::Ru => "Координация (НО)",
                Lang::Zh => "协调（科学机构）",
                Lang::Pt => "Coordenação (AC)",
            },
            Role::SaExpert => match lang {
                Lang::En => "SA expert",
                Lang::Fr => "Expertise (AS)",
                Lang::Es => "Personal experto (AC)",
                Lang::Ar => "الخبرة (السلطة العلمية)",
                Lang::Ru => "Экспертиза (НО)",
                Lang::Zh => "专家评估（科学机构）",
                Lang::Pt => "Peritagem (AC)",
            },
            Role::Inspector => match lang {
                Lang::En => "Field / port inspector",
                Lang::Fr => "Inspection",
                Lang::Es => "Inspección",
                Lang::Ar => "المعاينة",
                Lang::Ru => "Инспекция",
                Lang::Zh => "查验",
                Lang::Pt => "Inspeção",
            },
            Role::Customs => match lang {
                Lang::En => "Customs officer",
                Lang::Fr => "Douanes",
                Lang::Es => "Aduanas",
                Lang::Ar => "الجمارك",
                Lang::Ru => "Таможня",
                Lang::Zh => "海关",
                Lang::Pt => "Alfândega",
            },
            Role::Enforcement => match lang {
                Lang::En => "Enforcement officer",
                Lang::Fr => "Lutte contre la fraude",
                Lang::Es => "Observancia",
                Lang::Ar => "الإنفاذ",
                Lang::Ru => "Правоохранительный контроль",
                Lang::Zh => "执法",
                Lang::Pt => "Fiscalização",
            },
            Role::Accountant => match lang {
                Lang::En => "Accountant",
                Lang::Fr => "Comptabilité",
                Lang::Es => "Contabilidad",
                Lang::Ar => "المحاسبة",
                Lang::Ru => "Бухгалтерия",
                Lang::Zh => "财务",
                Lang::Pt => "Contabilidade",
            },
            Role::Cashier => match lang {
                Lang::En => "Cashier",
                Lang::Fr => "Caisse",
                Lang::Es => "Caja",
                Lang::Ar => "الصندوق",
                Lang::Ru => "Касса",
                Lang::Zh => "收费窗口",
                Lang::Pt => "Caixa",
            },
            Role::Reporter => match lang {
                Lang::En => "Reporting officer",
                Lang::Fr => "Rapports",
                Lang::Es => "Informes",
                Lang::Ar => "التقارير",
                Lang::Ru => "Отчетность",
                Lang::Zh => "报告编制",
                Lang::Pt => "Relatórios",
            },
            Role::TenantAdmin => match lang {
                Lang::En => "Party administrator",
                Lang::Fr => "Administration de la Partie",
                Lang::Es => "Administración de la Parte",
                Lang::Ar => "إدارة حساب الطرف",
                Lang::Ru => "Администрирование Стороны",
                Lang::Zh => "缔约方管理",
                Lang::Pt => "Administração da Parte",
            },
            Role::PlatformAdmin => match lang {
                Lang::En => "Platform operator",
                Lang::Fr => "Exploitation de la plateforme",
                Lang::Es => "Operación de la plataforma",
                Lang::Ar => "تشغيل المنصة",
                Lang::Ru => "Эксплуатация платформы",
                Lang::Zh => "平台运营",
                Lang::Pt => "Operação da plataforma",
            },
            Role::Auditor => match lang {
                Lang::En => "Auditor",
                Lang::Fr => "Audit",
                Lang::Es => "Auditoría",
                Lang::Ar => "المراجعة",
                Lang::Ru => "Аудит",
                Lang::Zh => "审计",
                Lang::Pt => "Auditoria",
            },
            Role::ForeignMa => match lang {
                Lang::En => "Foreign Management Authority (EPIX peer)",
                Lang::Fr => "Organe de gestion étranger",
                Lang::Es => "Autoridad Administrativa extranjera",
                Lang::Ar => "السلطة الإدارية الأجنبية",
                Lang::Ru => "Зарубежный Административный орган",
                Lang::Zh => "外国管理机构",
                Lang::Pt => "Autoridade Administrativa estrangeira",
            },
            Role::PublicVerifier => match lang {
                Lang::En => "Public verifier",
                Lang::Fr => "Vérification publique",
                Lang::Es => "Verificación pública",
                Lang::Ar => "التحقق العام",
                Lang::Ru => "Публичная проверка",
                Lang::Zh => "公众查验",
                Lang::Pt => "Verificação pública",
            },
        }
    }

    /// `outside`, `MA`, `SA`, `control`, `finance`, `system`, `exchange` or `public`.
    pub const fn side(self) -> &'static str {
        match self {
            Role::Applicant => "outside",
            Role::Agent => "outside",
            Role::OrgAdmin => "outside",
            Role::MaClerk => "MA",
            Role::MaOfficer => "MA",
            Role::MaApprover => "MA",
            Role::MaSupervisor => "MA",
            Role::QuotaManager => "MA",
            Role::SaCoordinator => "SA",
            Role::SaExpert => "SA",
            Role::Inspector => "control",
            Role::Customs => "control",
            Role::Enforcement => "control",
            Role::Accountant => "finance",
            Role::Cashier => "finance",
            Role::Reporter => "MA",
            Role::TenantAdmin => "system",
            Role::PlatformAdmin => "system",
            Role::Auditor => "system",
            Role::ForeignMa => "exchange",
            Role::PublicVerifier => "public",
        }
    }

    /// What the role does, in English.
    pub const fn does(self) -> &'static str {
        match self {
            Role::Applicant => "drafts, submits, pays, answers, tracks, cancels own applications",
            Role::Agent => "acts for applicants under a recorded mandate",
            Role::OrgAdmin => "manages users and prepaid account of a company",
            Role::MaClerk => "counter entry, completeness check, payments at counter, dispatch",
            Role::MaOfficer => "examines, asks questions, requests SA opinion and inspection, proposes decision",
            Role::MaApprover => "approves, refuses, signs, revokes",
            Role::MaSupervisor => "assigns, overrides lanes with reason, sees all statistics",
            Role::QuotaManager => "maintains quotas and allocations",
            Role::SaCoordinator => "receives consultations, assigns experts, releases the opinion",
            Role::SaExpert => "writes NDF and other advice",
            Role::Inspector => "schedules, performs and reports inspections",
            Role::Customs => "verifies, holds, endorses quantities, reports discrepancies",
            Role::Enforcement => "records seizures, cases, sanctions; sets alerts",
            Role::Accountant => "invoices, receipts, reconciliation, refunds",
            Role::Cashier => "takes counter payments, closes the day",
            Role::Reporter => "builds, checks and submits annual and custom reports",
            Role::TenantAdmin => "users, roles, fees, numbering, forms, languages, national rules",
            Role::PlatformAdmin => "tenants, backups, upgrades",
            Role::Auditor => "read-only on everything with the audit trail",
            Role::ForeignMa => "retrieves and confirms documents addressed to its country",
            Role::PublicVerifier => "scans the QR code: status and a reduced field set",
        }
    }

    /// What it must not do, in English.
    pub const fn must_not(self) -> &'static str {
        match self {
            Role::Applicant => "see risk scores or internal notes",
            Role::Agent => "appear as importer or exporter on the permit",
            Role::OrgAdmin => "approve permits",
            Role::MaClerk => "approve own entries",
            Role::MaOfficer => "sign a permit proposed by self if four-eyes is on",
            Role::MaApprover => "be the only actor on the case if four-eyes is on",
            Role::MaSupervisor => "sign without signing right",
            Role::QuotaManager => "alter consumption records",
            Role::SaCoordinator => "issue permits",
            Role::SaExpert => "issue permits",
            Role::Inspector => "change permit quantities without MA",
            Role::Customs => "amend permits",
            Role::Enforcement => "issue permits",
            Role::Accountant => "waive fees without approval",
            Role::Cashier => "refund",
            Role::Reporter => "change case data",
            Role::TenantAdmin => "see payment card data; sign permits",
            Role::PlatformAdmin => "read case content without a logged, time-limited grant",
            Role::Auditor => "write",
            Role::ForeignMa => "see other countries' documents",
            Role::PublicVerifier => "see names and addresses unless the Party opens them",
        }
    }
}

super::code_traits!(Role);

/// Why an application is refused.
///
/// Source: our list with the legal basis of each row. Table: `data/codes/refusal_reasons.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RefusalReason {
    /// `R01`: No non-detriment finding.
    R01,
    /// `R02`: Legal acquisition not shown.
    R02,
    /// `R03`: Legal import (previous) not shown for re-export.
    R03,
    /// `R04`: Import permit of the destination missing (App. I).
    R04,
    /// `R05`: Import primarily commercial (App. I).
    R05,
    /// `R06`: Recipient not suitably equipped.
    R06,
    /// `R07`: Transport conditions not met.
    R07,
    /// `R08`: Quota exhausted.
    R08,
    /// `R09`: Zero quota.
    R09,
    /// `R10`: Recommendation to suspend trade.
    R10,
    /// `R11`: National or regional suspension.
    R11,
    /// `R12`: Source code not supported by evidence.
    R12,
    /// `R13`: Operation not registered (D).
    R13,
    /// `R14`: Species not identified or wrong nomenclature.
    R14,
    /// `R15`: Marks missing or not matching.
    R15,
    /// `R16`: False or misleading information.
    R16,
    /// `R17`: Application incomplete after reminder.
    R17,
    /// `R18`: Foreign document invalid.
    R18,
    /// `R19`: Stricter domestic measure.
    R19,
    /// `R20`: Prohibited species or origin under national law.
    R20,
    /// `R21`: Applicant barred or subject to sanction.
    R21,
    /// `R22`: Conditions for retrospective issue not met.
    R22,
    /// `R23`: Fee not paid.
    R23,
    /// `R24`: Document issued by a non-Party not comparable.
    R24,
    /// `R25`: Individual or company allocation exceeded.
    R25,
    /// `R99`: Other (text required).
    R99,
}

impl RefusalReason {
    /// Every code, in the order of the table.
    pub const ALL: &'static [RefusalReason] = &[
        RefusalReason::R01,
        RefusalReason::R02,
        RefusalReason::R03,
        RefusalReason::R04,
        RefusalReason::R05,
        RefusalReason::R06,
        RefusalReason::R07,
        RefusalReason::R08,
        RefusalReason::R09,
        RefusalReason::R10,
        RefusalReason::R11,
        RefusalReason::R12,
        RefusalReason::R13,
        RefusalReason::R14,
        RefusalReason::R15,
        RefusalReason::R16,
        RefusalReason::R17,
        RefusalReason::R18,
        RefusalReason::R19,
        RefusalReason::R20,
        RefusalReason::R21,
        RefusalReason::R22,
        RefusalReason::R23,
        RefusalReason::R24,
        RefusalReason::R25,
        RefusalReason::R99,
    ];

    /// The code as it stands in messages and on the form.
    pub const fn code(self) -> &'static str {
        match self {
            RefusalReason::R01 => "R01",
            RefusalReason::R02 => "R02",
            RefusalReason::R03 => "R03",
            RefusalReason::R04 => "R04",
            RefusalReason::R05 => "R05",
            RefusalReason::R06 => "R06",
            RefusalReason::R07 => "R07",
            RefusalReason::R08 => "R08",
            RefusalReason::R09 => "R09",
            RefusalReason::R10 => "R10",
            RefusalReason::R11 => "R11",
            RefusalReason::R12 => "R12",
            RefusalReason::R13 => "R13",
            RefusalReason::R14 => "R14",
            RefusalReason::R15 => "R15",
            RefusalReason::R16 => "R16",
            RefusalReason::R17 => "R17",
            RefusalReason::R18 => "R18",
            RefusalReason::R19 => "R19",
            RefusalReason::R20 => "R20",
            RefusalReason::R21 => "R21",
            RefusalReason::R22 => "R22",
            RefusalReason::R23 => "R23",
            RefusalReason::R24 => "R24",
            RefusalReason::R25 => "R25",
            RefusalReason::R99 => "R99",
        }
    }

    /// The code's meaning, exactly as written (upper case); `None` for anything else.
    pub fn from_code(code: &str) -> Option<RefusalReason> {
        Some(match code {
            "R01" => RefusalReason::R01,
            "R02" => RefusalReason::R02,
            "R03" => RefusalReason::R03,
            "R04" => RefusalReason::R04,
            "R05" => RefusalReason::R05,
            "R06" => RefusalReason::R06,
            "R07" => RefusalReason::R07,
            "R08" => RefusalReason::R08,
            "R09" => RefusalReason::R09,
            "R10" => RefusalReason::R10,
            "R11" => RefusalReason::R11,
            "R12" => RefusalReason::R12,
            "R13" => RefusalReason::R13,
            "R14" => RefusalReason::R14,
            "R15" => RefusalReason::R15,
            "R16" => RefusalReason::R16,
            "R17" => RefusalReason::R17,
            "R18" => RefusalReason::R18,
            "R19" => RefusalReason::R19,
            "R20" => RefusalReason::R20,
            "R21" => RefusalReason::R21,
            "R22" => RefusalReason::R22,
            "R23" => RefusalReason::R23,
            "R24" => RefusalReason::R24,
            "R25" => RefusalReason::R25,
            "R99" => RefusalReason::R99,
            _ => return None,
        })
    }

    /// The word for people.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            RefusalReason::R01 => match lang {
                Lang::En => "No non-detriment finding",
                Lang::Fr => "Pas d'avis de commerce non préjudiciable",
                Lang::Es => "Sin dictamen de extracción no perjudicial",
                Lang::Ar => "لا يوجد إقرار عدم إضرار",
                Lang::Ru => "Нет заключения о ненанесении ущерба",
                Lang::Zh => "无非致危性判定",
                Lang::Pt => "Sem parecer de extração não prejudicial",
            },
            RefusalReason::R02 => match lang {
                Lang::En => "Legal acquisition not shown",
                Lang::Fr => "Acquisition légale non prouvée",
                Lang::Es => "Adquisición legal no demostrada",
                Lang::Ar => "لم يثبت الاقتناء المشروع",
                Lang::Ru => "Законность приобретения не подтверждена",
                Lang::Zh => "未证明合法获得",
                Lang::Pt => "Aquisição legal não comprovada",
            },
            RefusalReason::R03 => match lang {
                Lang::En => "Legal import (previous) not shown for re-export",
                Lang::Fr => "Importation antérieure légale non prouvée",
                Lang::Es => "Importación previa legal no demostrada",
                Lang::Ar => "لم يثبت الاستيراد السابق المشروع",
                Lang::Ru => "Законность предшествующего импорта не подтверждена",
                Lang::Zh => "未证明先前合法进口",
                Lang::Pt => "Importação anterior legal não comprovada",
            },
            RefusalReason::R04 => match lang {
                Lang::En => "Import permit of the destination missing (App. I)",
                Lang::Fr => "Permis d'importation de la destination manquant (Annexe I)",
                Lang::Es => "Falta el permiso de importación del destino (Apéndice I)",
                Lang::Ar => "تصريح الاستيراد مفقود (الملحق الأول)",
                Lang::Ru => "Нет разрешения на импорт (Прил. I)",
                Lang::Zh => "缺少进口许可证（附录一）",
                Lang::Pt => "Falta a licença de importação (An. I)",
            },
            RefusalReason::R05 => match lang {
                Lang::En => "Import primarily commercial (App. I)",
                Lang::Fr => "Importation à des fins principalement commerciales",
                Lang::Es => "Importación con fines primordialmente comerciales",
                Lang::Ar => "استيراد لأغراض تجارية في المقام الأول",
                Lang::Ru => "Импорт в преимущественно коммерческих целях",
                Lang::Zh => "进口主要为商业目的",
                Lang::Pt => "Importação para fins principalmente comerciais",
            },
            RefusalReason::R06 => match lang {
                Lang::En => "Recipient not suitably equipped",
                Lang::Fr => "Destinataire non convenablement équipé",
                Lang::Es => "Destinatario sin instalaciones adecuadas",
                Lang::Ar => "المستلم غير مجهز تجهيزا\u{64b} مناسبا\u{64b}",
                Lang::Ru => "Получатель не имеет надлежащих условий",
                Lang::Zh => "接收方设施不适宜",
                Lang::Pt => "Destinatário sem instalações adequadas",
            },
            RefusalReason::R07 => match lang {
                Lang::En => "Transport conditions not met",
                Lang::Fr => "Conditions de transport non remplies",
                Lang::Es => "Condiciones de transporte no cumplidas",
                Lang::Ar => "لم تستوف شروط النقل",
                Lang::Ru => "Условия перевозки не соблюдены",
                Lang::Zh => "不符合运输条件",
                Lang::Pt => "Condições de transporte não cumpridas",
            },
            RefusalReason::R08 => match lang {
                Lang::En => "Quota exhausted",
                Lang::Fr => "Quota épuisé",
                Lang::Es => "Cupo agotado",
                Lang::Ar => "الحصة مستنفدة",
                Lang::Ru => "Квота исчерпана",
                Lang::Zh => "配额已用尽",
                Lang::Pt => "Quota esgotada",
            },
            RefusalReason::R09 => match lang {
                Lang::En => "Zero quota",
                Lang::Fr => "Quota zéro",
                Lang::Es => "Cupo cero",
                Lang::Ar => "حصة صفرية",
                Lang::Ru => "Нулевая квота",
                Lang::Zh => "零配额",
                Lang::Pt => "Quota zero",
            },
            RefusalReason::R10 => match lang {
                Lang::En => "Recommendation to suspend trade",
                Lang::Fr => "Recommandation de suspension",
                Lang::Es => "Recomendación de suspensión",
                Lang::Ar => "توصية بتعليق التجارة",
                Lang::Ru => "Рекомендация о приостановлении торговли",
                Lang::Zh => "暂停贸易建议",
                Lang::Pt => "Recomendação de suspensão do comércio",
            },
            RefusalReason::R11 => match lang {
                Lang::En => "National or regional suspension",
                Lang::Fr => "Suspension nationale ou régionale",
                Lang::Es => "Suspensión nacional o regional",
                Lang::Ar => "تعليق وطني أو إقليمي",
                Lang::Ru => "Национальное или региональное приостановление",
                Lang::Zh => "国家或区域暂停措施",
                Lang::Pt => "Suspensão nacional ou regional",
            },
            RefusalReason::R12 => match lang {
                Lang::En => "Source code not supported by evidence",
                Lang::Fr => "Code de source non étayé",
                Lang::Es => "Código de origen no justificado",
                Lang::Ar => "رمز المصدر غير مدعوم بالأدلة",
                Lang::Ru => "Код источника не подтвержден",
                Lang::Zh => "来源代码缺乏证据",
                Lang::Pt => "Código de proveniência não comprovado",
            },
            RefusalReason::R13 => match lang {
                Lang::En => "Operation not registered (D)",
                Lang::Fr => "Établissement non enregistré (D)",
                Lang::Es => "Establecimiento no registrado (D)",
                Lang::Ar => "المنشأة غير مسجلة (D)",
                Lang::Ru => "Питомник не зарегистрирован (D)",
                Lang::Zh => "养殖场未注册（D）",
                Lang::Pt => "Estabelecimento não registado (D)",
            },
            RefusalReason::R14 => match lang {
                Lang::En => "Species not identified or wrong nomenclature",
                Lang::Fr => "Espèce non identifiée ou nomenclature erronée",
                Lang::Es => "Especie no identificada o nomenclatura errónea",
                Lang::Ar => "النوع غير محدد أو التسمية خاطئة",
                Lang::Ru => "Вид не определен или ошибка номенклатуры",
                Lang::Zh => "物种未鉴定或命名有误",
                Lang::Pt => "Espécie não identificada",
            },
            RefusalReason::R15 => match lang {
                Lang::En => "Marks missing or not matching",
                Lang::Fr => "Marques absentes ou discordantes",
                Lang::Es => "Marcas ausentes o discordantes",
                Lang::Ar => "العلامات مفقودة أو غير مطابقة",
                Lang::Ru => "Метки отсутствуют или не совпадают",
                Lang::Zh => "标记缺失或不符",
                Lang::Pt => "Marcas em falta ou não coincidentes",
            },
            RefusalReason::R16 => match lang {
                Lang::En => "False or misleading information",
                Lang::Fr => "Informations fausses ou trompeuses",
                Lang::Es => "Información falsa o engañosa",
                Lang::Ar => "معلومات خاطئة أو مضللة",
                Lang::Ru => "Ложные или вводящие в заблуждение сведения",
                Lang::Zh => "信息虚假或误导",
                Lang::Pt => "Informações falsas ou enganosas",
            },
            RefusalReason::R17 => match lang {
                Lang::En => "Application incomplete after reminder",
                Lang::Fr => "Demande incomplète après rappel",
                Lang::Es => "Solicitud incompleta tras el recordatorio",
                Lang::Ar => "الطلب غير مكتمل بعد التذكير",
                Lang::Ru => "Заявление неполное после напоминания",
                Lang::Zh => "催告后申请仍不完整",
                Lang::Pt => "Pedido incompleto após aviso",
            },
            RefusalReason::R18 => match lang {
                Lang::En => "Foreign document invalid",
                Lang::Fr => "Document étranger non valable",
                Lang::Es => "Documento extranjero no válido",
                Lang::Ar => "الوثيقة الأجنبية غير صالحة",
                Lang::Ru => "Иностранный документ недействителен",
                Lang::Zh => "外国证件无效",
                Lang::Pt => "Documento estrangeiro inválido",
            },
            RefusalReason::R19 => match lang {
                Lang::En => "Stricter domestic measure",
                Lang::Fr => "Mesure interne plus stricte",
                Lang::Es => "Medida interna más estricta",
                Lang::Ar => "تدبير محلي أشد",
                Lang::Ru => "Более строгая внутренняя мера",
                Lang::Zh => "更严格的国内措施",
                Lang::Pt => "Medida interna mais estrita",
            },
            RefusalReason::R20 => match lang {
                Lang::En => "Prohibited species or origin under national law",
                Lang::Fr => "Espèce ou origine interdite par la loi nationale",
                Lang::Es => "Especie u origen prohibidos por la legislación nacional",
                Lang::Ar => "نوع أو منشأ محظور بموجب القانون الوطني",
                Lang::Ru => "Вид или происхождение запрещены законом",
                Lang::Zh => "国内法禁止的物种或原产地",
                Lang::Pt => "Espécie ou origem proibida",
            },
            RefusalReason::R21 => match lang {
                Lang::En => "Applicant barred or subject to sanction",
                Lang::Fr => "Interdiction ou sanction visant la personne demandeuse",
                Lang::Es => "Inhabilitación o sanción de la parte solicitante",
                Lang::Ar => "مقدم الطلب ممنوع أو معاقب",
                Lang::Ru => "Заявителю запрещено подавать заявление",
                Lang::Zh => "申请人受限或受处罚",
                Lang::Pt => "Requerente inibido ou sancionado",
            },
            RefusalReason::R22 => match lang {
                Lang::En => "Conditions for retrospective issue not met",
                Lang::Fr => "Conditions de délivrance rétroactive non remplies",
                Lang::Es => "Condiciones de expedición retroactiva no cumplidas",
                Lang::Ar => "لم تستوف شروط الإصدار بأثر رجعي",
                Lang::Ru => "Условия ретроспективной выдачи не соблюдены",
                Lang::Zh => "不符合追溯签发条件",
                Lang::Pt => "Condições de emissão retroativa não cumpridas",
            },
            RefusalReason::R23 => match lang {
                Lang::En => "Fee not paid",
                Lang::Fr => "Redevance impayée",
                Lang::Es => "Tasa no pagada",
                Lang::Ar => "الرسم غير مدفوع",
                Lang::Ru => "Сбор не оплачен",
                Lang::Zh => "未缴费",
                Lang::Pt => "Taxa não paga",
            },
            RefusalReason::R24 => match lang {
                Lang::En => "Document issued by a non-Party not comparable",
                Lang::Fr => "Document d'un État non Partie non comparable",
                Lang::Es => "Documento de un Estado no Parte no comparable",
                Lang::Ar => "وثيقة دولة غير طرف غير مماثلة",
                Lang::Ru => "Документ не-Стороны не сопоставим",
                Lang::Zh => "非缔约方证件不相当",
                Lang::Pt => "Documento de Estado não Parte não comparável",
            },
            RefusalReason::R25 => match lang {
                Lang::En => "Individual or company allocation exceeded",
                Lang::Fr => "Allocation individuelle ou de société dépassée",
                Lang::Es => "Asignación individual o de empresa superada",
                Lang::Ar => "تجاوز المخصص الفردي",
                Lang::Ru => "Индивидуальная доля превышена",
                Lang::Zh => "超出个人或企业分配额度",
                Lang::Pt => "Atribuição individual excedida",
            },
            RefusalReason::R99 => match lang {
                Lang::En => "Other (text required)",
                Lang::Fr => "Autre",
                Lang::Es => "Otra",
                Lang::Ar => "أخرى",
                Lang::Ru => "Прочее",
                Lang::Zh => "其他",
                Lang::Pt => "Outro",
            },
        }
    }

    /// Group of reasons.
    pub const fn category(self) -> &'static str {
        match self {
            RefusalReason::R01 => "scientific",
            RefusalReason::R02 => "legal",
            RefusalReason::R03 => "legal",
            RefusalReason::R04 => "legal",
            RefusalReason::R05 => "legal",
            RefusalReason::R06 => "scientific",
            RefusalReason::R07 => "welfare",
            RefusalReason::R08 => "quota",
            RefusalReason::R09 => "quota",
            RefusalReason::R10 => "suspension",
            RefusalReason::R11 => "suspension",
            RefusalReason::R12 => "source",
            RefusalReason::R13 => "source",
            RefusalReason::R14 => "identity",
            RefusalReason::R15 => "identity",
            RefusalReason::R16 => "document",
            RefusalReason::R17 => "document",
            RefusalReason::R18 => "document",
            RefusalReason::R19 => "stricter",
            RefusalReason::R20 => "stricter",
            RefusalReason::R21 => "applicant",
            RefusalReason::R22 => "retro",
            RefusalReason::R23 => "fee",
            RefusalReason::R24 => "party",
            RefusalReason::R25 => "quota",
            RefusalReason::R99 => "other",
        }
    }

    /// Article or resolution.
    pub const fn legal_basis(self) -> &'static str {
        match self {
            RefusalReason::R01 => "Art. III.2(a), III.3(a), IV.2(a)",
            RefusalReason::R02 => "Art. III.2(b), IV.2(b), V.2(a); Res. Conf. 18.7",
            RefusalReason::R03 => "Art. III.4, IV.5",
            RefusalReason::R04 => "Art. III.2(d), III.4(c)",
            RefusalReason::R05 => "Art. III.3(c); Res. Conf. 5.10",
            RefusalReason::R06 => "Art. III.3(b)",
            RefusalReason::R07 => "Art. III.2(c), IV.2(c), V.2(b); Res. Conf. 10.21",
            RefusalReason::R08 => "Res. Conf. 14.7",
            RefusalReason::R09 => "listing annotation; Res. Conf. 14.7",
            RefusalReason::R10 => "SC recommendation published by Notification",
            RefusalReason::R11 => "national law; EU art. 4(6)",
            RefusalReason::R12 => "Res. Conf. 10.16, 11.11, 11.16, 12.10",
            RefusalReason::R13 => "Res. Conf. 12.10",
            RefusalReason::R14 => "Res. Conf. 12.11",
            RefusalReason::R15 => "Res. Conf. 11.12, 12.7, 10.10, 7.12 and others",
            RefusalReason::R16 => "Art. VIII; national law",
            RefusalReason::R17 => "national law",
            RefusalReason::R18 => "Res. Conf. 12.3",
            RefusalReason::R19 => "Art. XIV.1",
            RefusalReason::R20 => "national law",
            RefusalReason::R21 => "national law",
            RefusalReason::R22 => "Res. Conf. 12.3",
            RefusalReason::R23 => "national law",
            RefusalReason::R24 => "Art. X; Res. Conf. 9.5",
            RefusalReason::R25 => "national law",
            RefusalReason::R99 => "national law",
        }
    }
}

super::code_traits!(RefusalReason);
