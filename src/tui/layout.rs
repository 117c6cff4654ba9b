//! Every region of the screen as a function of its size. Drawn here so that nobody has to imagine it:
//!
//! ```text
//!  +------------------------------------------------------------------+
//!  | header   name, state, counts                                      |  1 row
//!  | tabs     1 Guide  2 Workbench ...                                 |  1 row
//!  | strip    progress of the guide, filter of a list                  |  1 row, from 16 rows on
//!  +--------------------------+--------------------+------------------+
//!  | main                     | side               | third            |  side from 76 columns on,
//!  |                          |                    |                  |  third from 124 columns on
//!  +--------------------------+--------------------+------------------+
//!  | message  what just happened                                       |  1 row
//!  | footer   the keys that work here                                  |  1 row
//!  +------------------------------------------------------------------+
//! ```
//!
//! Below 40x12 there is one line that says so. Rectangles are cut to the frame, so no size can panic.

use ratatui::layout::Rect;

/// The smallest size at which the program can be used.
pub const SMALLEST: (u16, u16) = (40, 12);

/// From this width on there is a side pane, and a third one.
const SIDE_FROM: u16 = 76;
const THIRD_FROM: u16 = 124;
const STRIP_FROM: u16 = 16;

/// Where everything goes. Panes that do not fit are absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    pub header: Rect,
    pub tabs: Rect,
    pub strip: Option<Rect>,
    pub main: Rect,
    pub side: Option<Rect>,
    pub third: Option<Rect>,
    pub message: Rect,
    pub footer: Rect,
}

/// The regions of a frame, or nothing when it is too small. `panes` is how many panes the screen could use, 1 to 3.
pub fn regions(frame: Rect, panes: usize) -> Option<Regions> {
    if frame.width < SMALLEST.0 || frame.height < SMALLEST.1 {
        return None;
    }
    let row = |y: u16| Rect::new(frame.x, frame.y + y, frame.width, 1);
    let strip = (frame.height >= STRIP_FROM).then(|| row(2));
    let top = if strip.is_some() { 3 } else { 2 };
    let body = Rect::new(frame.x, frame.y + top, frame.width, frame.height - top - 2);
    let (main, side, third) = split(body, panes);
    Some(Regions {
        header: row(0),
        tabs: row(1),
        strip,
        main,
        side,
        third,
        message: row(frame.height - 2),
        footer: row(frame.height - 1),
    })
}

fn split(body: Rect, panes: usize) -> (Rect, Option<Rect>, Option<Rect>) {
    let part = |x: u16, width: u16| Rect { x: body.x + x, width, ..body };
    let w = body.width;
    if panes >= 3 && w >= THIRD_FROM {
        let main = w * 2 / 5;
        let side = (w - main) / 2;
        (part(0, main), Some(part(main, side)), Some(part(main + side, w - main - side)))
    } else if panes >= 2 && w >= SIDE_FROM {
        let main = w * 11 / 20;
        (part(0, main), Some(part(main, w - main)), None)
    } else {
        (body, None, None)
    }
}

/// A box of at most `width` by `height` cells in the middle of the frame, never outside it.
pub fn centred(frame: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(frame.width);
    let height = height.min(frame.height);
    Rect::new(frame.x + (frame.width - width) / 2, frame.y + (frame.height - height) / 2, width, height)
}

/// The inside of a bordered box; empty when the box has no inside.
pub fn inside(area: Rect) -> Rect {
    if area.width < 2 || area.height < 2 {
        return Rect { width: 0, height: 0, ..area };
    }
    Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
}

/// The first `rows` rows of an area, and the rest.
pub fn cut_top(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    (Rect { height: rows, ..area }, Rect { y: area.y + rows, height: area.height - rows, ..area })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rectangle_leaves_the_frame_and_none_overlap_at_any_size() {
        for width in 0..200 {
            for height in 0..40 {
                for panes in 0..5 {
                    let frame = Rect::new(0, 0, width, height);
                    let Some(r) = regions(frame, panes) else { continue };
                    let all: Vec<Rect> = [
                        Some(r.header),
                        Some(r.tabs),
                        r.strip,
                        Some(r.main),
                        r.side,
                        r.third,
                        Some(r.message),
                        Some(r.footer),
                    ]
                    .into_iter()
                    .flatten()
                    .collect();
                    let mut cells = 0;
                    for (i, a) in all.iter().enumerate() {
                        assert_eq!(a.intersection(frame), *a, "{a:?} leaves {frame:?}");
                        assert!(!a.is_empty(), "{a:?} is empty in {frame:?}");
                        assert!(all[i + 1..].iter().all(|b| !a.intersects(*b)), "{a:?} overlaps in {frame:?}");
                        cells += a.area();
                    }
                    assert_eq!(cells, frame.area(), "cells without an owner at {width}x{height}");
                }
            }
        }
    }

    #[test]
    fn eighty_columns_have_two_panes_and_wide_terminals_three() {
        let at = |w, h| regions(Rect::new(0, 0, w, h), 3);
        assert!(at(39, 24).is_none() && at(80, 11).is_none());
        let standard = at(80, 24).unwrap();
        assert!(standard.side.is_some() && standard.third.is_none());
        assert!(at(40, 12).unwrap().side.is_none());
        assert!(at(124, 30).unwrap().third.is_some());
    }

    #[test]
    fn helpers_stay_inside_too() {
        for w in 0..12 {
            for h in 0..12 {
                let frame = Rect::new(3, 2, w, h);
                for area in [centred(frame, 60, 20), inside(frame), cut_top(frame, 4).0, cut_top(frame, 4).1] {
                    assert_eq!(area.intersection(frame).area(), area.area(), "{area:?} leaves {frame:?}");
                }
            }
        }
    }
}
