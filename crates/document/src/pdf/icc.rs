//! A small colour profile of the usual screen colours (sRGB primaries, gamma 2.2), as PDF/A wants one in every file.

/// ICC version 2 display profile, matrix and curve.
pub(crate) fn profile() -> Vec<u8> {
    let fixed = |v: f64| ((v * 65_536.0).round() as i32).to_be_bytes();
    let xyz =
        |x: f64, y: f64, z: f64| [b"XYZ \0\0\0\0".to_vec(), fixed(x).into(), fixed(y).into(), fixed(z).into()].concat();
    let name = b"sRGB primaries, gamma 2.2\0";
    let mut desc = [b"desc\0\0\0\0".to_vec(), (name.len() as u32).to_be_bytes().into(), name.to_vec()].concat();
    desc.extend([0_u8; 8 + 3 + 67]);
    let text = b"text\0\0\0\0No copyright, use freely\0".to_vec();
    // One entry: the exponent 2.2 as 8.8 fixed point.
    let curve = [b"curv\0\0\0\0".to_vec(), 1_u32.to_be_bytes().into(), vec![0x02, 0x33]].concat();
    // Primaries of IEC 61966-2-1, adapted to D50.
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", desc),
        (b"cprt", text),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.436_074_7, 0.222_504_5, 0.013_932_2)),
        (b"gXYZ", xyz(0.385_064_9, 0.716_878_6, 0.097_104_5)),
        (b"bXYZ", xyz(0.143_080_4, 0.060_616_9, 0.714_173_3)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (signature, body) in &tags {
        table.extend_from_slice(*signature);
        table.extend(((start + data.len()) as u32).to_be_bytes());
        table.extend((body.len() as u32).to_be_bytes());
        data.extend_from_slice(body);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut head = Vec::with_capacity(start + data.len());
    head.extend(((start + data.len()) as u32).to_be_bytes());
    head.extend([0; 4]);
    head.extend([2, 0x40, 0, 0]);
    head.extend(b"mntrRGB XYZ ");
    // 1 January 2026, the date of this profile.
    head.extend([2026_u16, 1, 1, 0, 0, 0].iter().flat_map(|v| v.to_be_bytes()));
    head.extend(b"acsp");
    head.extend([0; 28]);
    head.extend([fixed(0.9642), fixed(1.0), fixed(0.8249)].concat());
    head.resize(128, 0);
    head.extend(table);
    head.extend(data);
    head
}
