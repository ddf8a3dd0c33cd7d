# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: findings about the input: codes S, D, L, P, N, A, C, F, T and R."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = (
    Row(
        "F01",
        W,
        "there is no photo {file}; it is left out (used in {use})",
        "找不到图片 {file}，已略去（用于 {use}）",
        "did you mean {near}?",
        "是不是 {near}？",
    ),
    Row(
        "F11.broken",
        E,
        "{file} is damaged or cut off and cannot be shown (used in {use})",
        "图片 {file} 已损坏或不完整，无法显示（用于 {use}）",
        "open it in an image program and export it again, or copy it again from the camera or the agency",
        "用看图软件打开后重新导出，或向摄影者、通讯社重新取图",
    ),
    Row(
        "F11.empty",
        E,
        "{file} is an empty file (used in {use})",
        "图片 {file} 是空文件（用于 {use}）",
        "copy the photo again",
        "请重新复制这张图片",
    ),
    Row(
        "F11.format",
        E,
        "{file} is of the type {format}, which cannot be used as a photo (used in {use})",
        "{file} 是 {format} 格式，不能当图片用（用于 {use}）",
        "export it as JPEG, or as PNG when it is a drawing",
        "照片请导出为 JPEG，图表请导出为 PNG",
    ),
    Row(
        "F11.heavy",
        E,
        "{file} has {megabytes} MB; the limit for a photo is {limit} MB (used in {use})",
        "图片 {file} 有 {megabytes} MB，超过 {limit} MB 的上限（用于 {use}）",
        "export it as JPEG with a long edge of 4000 pixels: that is more than any reader shows",
        "请导出为长边 4000 像素的 JPEG，已超过任何阅读器的屏幕",
    ),
    Row(
        "F11.heic",
        E,
        "{file} is a HEIC photo, which cannot be read here (used in {use})",
        "{file} 是 HEIC 照片，这里读不了（用于 {use}）",
        "export it as JPEG; on an iPhone: Settings, Camera, Formats, Most Compatible",
        "请导出为 JPEG；iPhone 可在“设置—相机—格式”里选“兼容性最佳”",
    ),
    Row(
        "F11.pixels",
        E,
        "{file} has {million} million pixels; the limit is {limit} million (used in {use})",
        "图片 {file} 有 {million} 百万像素，上限是 {limit} 百万（用于 {use}）",
        "export it smaller: a long edge of 4000 pixels is more than any reader shows",
        "请缩小后再导出：长边 4000 像素已超过任何阅读器的屏幕",
    ),
    Row(
        "F11.unknown",
        E,
        "{file} is no picture (used in {use})",
        "{file} 不是图片（用于 {use}）",
        "put the photo itself under this name: JPEG, PNG, WebP, GIF, TIFF, BMP or AVIF",
        "请把真正的图片放在这个文件名下：JPEG、PNG、WebP、GIF、TIFF、BMP 或 AVIF",
    ),
    Row(
        "F11.unreadable",
        E,
        "{file} cannot be opened (used in {use})",
        "打不开图片 {file}（用于 {use}）",
        "check that you may read the file",
        "请检查是否有权限读取这个文件",
    ),
    Row(
        "F12",
        W,
        "{file} moves; its first frame is shown (used in {use})",
        "{file} 是动图，只取第一帧（用于 {use}）",
        "if another moment tells more, save that frame as a photo",
        "如果别的画面更合适，请把那一帧另存为图片",
    ),
    Row(
        "S08.photo",
        E,
        "the photo {file} lies outside the publication folder (used in {use})",
        "图片 {file} 在刊物文件夹之外（用于 {use}）",
        "copy it into the photos folder of the issue and name it there",
        "请把图片复制到本期的 photos 文件夹，再写那里的文件名",
    ),
)
