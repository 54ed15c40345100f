//! The definition of PDQ written down step by step over whole-picture buffers, to compare the pipeline with.

/// The 32 bytes of the hash, and the quality.
pub(crate) struct Naive {
    pub(crate) pdq: [u8; 32],
    pub(crate) quality: u8,
}

pub(crate) fn hash_rgb(pixels: &[u8], width: usize, height: usize) -> Naive {
    let luma: Vec<f32> = pixels
        .chunks_exact(3)
        .map(|p| 0.299_f32 * f32::from(p[0]) + 0.587_f32 * f32::from(p[1]) + 0.114_f32 * f32::from(p[2]))
        .collect();
    hash_luma(luma, width, height)
}

pub(crate) fn hash_luma(mut luma: Vec<f32>, width: usize, height: usize) -> Naive {
    assert_eq!(luma.len(), width * height);
    if width < 5 || height < 5 {
        return Naive {
            pdq: [0; 32],
            quality: 0,
        };
    }
    if (width, height) != (64, 64) {
        for _ in 0..2 {
            for y in 0..height {
                box_filter(&mut luma, y * width, 1, width);
            }
            for x in 0..width {
                box_filter(&mut luma, x, width, height);
            }
        }
        let middle = |index: usize, length: usize| ((index as f64 + 0.5) * length as f64 / 64.0) as usize;
        luma = (0..64)
            .flat_map(|i| (0..64).map(move |j| (i, j)))
            .map(|(i, j)| luma[middle(i, height) * width + middle(j, width)])
            .collect();
    }
    Naive {
        pdq: bits(&luma),
        quality: quality(&luma),
    }
}

fn box_filter(values: &mut [f32], start: usize, stride: usize, length: usize) {
    let window = length.div_ceil(128);
    let ahead = window.midpoint(2) - 1;
    let input: Vec<f32> = (0..length).map(|i| values[start + i * stride]).collect();
    let (mut sum, mut held) = (0.0_f32, 0_u16);
    for step in 0..length + ahead {
        if step < length {
            sum += input[step];
            held += 1;
        }
        if step >= window {
            sum -= input[step - window];
            held -= 1;
        }
        if step >= ahead {
            values[start + (step - ahead) * stride] = sum / f32::from(held);
        }
    }
}

fn bits(samples: &[f32]) -> [u8; 32] {
    let scale = f64::from((2.0_f64 / 64.0).sqrt() as f32);
    let basis = |i: usize, j: usize| {
        let angle = (std::f64::consts::PI / 2.0 / 64.0) * (i + 1) as f64 * (2 * j + 1) as f64;
        (scale * angle.cos()) as f32
    };
    let table: Vec<f32> = (0..16).flat_map(|i| (0..64).map(move |j| basis(i, j))).collect();
    let mut half = vec![0.0_f32; 16 * 64];
    for i in 0..16 {
        for j in 0..64 {
            for k in 0..64 {
                half[i * 64 + j] += table[i * 64 + k] * samples[k * 64 + j];
            }
        }
    }
    let mut spectrum = vec![0.0_f32; 256];
    for i in 0..16 {
        for j in 0..16 {
            for k in 0..64 {
                spectrum[i * 16 + j] += half[i * 64 + k] * table[j * 64 + k];
            }
        }
    }
    let mut sorted = spectrum.clone();
    sorted.sort_by(f32::total_cmp);
    let mut bytes = [0; 32];
    for (k, value) in spectrum.iter().enumerate() {
        if *value > sorted[127] {
            bytes[31 - k / 8] |= 1 << (k % 8);
        }
    }
    bytes
}

fn quality(samples: &[f32]) -> u8 {
    let step = |a: usize, b: usize| i64::from(((samples[a] - samples[b]) * 100.0 / 255.0) as i32).abs();
    let mut sum = 0;
    for i in 0..64 {
        for j in 0..64 {
            if i < 63 {
                sum += step(i * 64 + j, (i + 1) * 64 + j);
            }
            if j < 63 {
                sum += step(i * 64 + j, i * 64 + j + 1);
            }
        }
    }
    (sum / 90).min(100) as u8
}
