//! A window on more rows than fit, and the bar that says where it stands.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::theme::{Role, Theme};

/// The first row to show so that rows `first..=last` are visible in a window of `height` rows, moved as little as possible
/// from `offset`. When the range is taller than the window its start wins.
pub fn follow(offset: usize, height: usize, total: usize, first: usize, last: usize) -> usize {
    if height == 0 {
        return 0;
    }
    let mut top = offset;
    if last >= top + height {
        top = last + 1 - height;
    }
    if first < top {
        top = first;
    }
    top.min(total.saturating_sub(height))
}

/// Draws the window of `lines` that starts at `offset`, with a bar at the right edge when not everything fits.
pub fn draw(frame: &mut Frame, area: Rect, lines: &[Line], offset: usize, theme: &Theme) {
    let area = area.intersection(frame.area());
    let height = usize::from(area.height);
    for (y, line) in lines.iter().skip(offset).take(height).enumerate() {
        let row = Rect { y: area.y + y as u16, height: 1, ..area };
        frame.buffer_mut().set_line(row.x, row.y, line, row.width);
        frame.buffer_mut().set_style(row, line.style);
    }
    bar(frame, area, lines.len(), offset, theme);
}

/// The bar alone: nothing when everything fits.
pub fn bar(frame: &mut Frame, area: Rect, total: usize, offset: usize, theme: &Theme) {
    let height = usize::from(area.height);
    if total <= height || height < 2 || area.width < 8 {
        return;
    }
    let x = area.right() - 1;
    let style = theme.style(Role::Muted);
    let mut put = |y: u16, sign: &str| {
        frame.buffer_mut().set_string(x, area.y + y, sign, style);
    };
    if offset > 0 {
        put(0, theme.glyphs.up);
    }
    if offset + height < total {
        put(area.height - 1, theme.glyphs.down);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_follows_the_cursor_and_moves_no_more_than_needed() {
        assert_eq!(follow(0, 5, 20, 3, 3), 0);
        assert_eq!(follow(0, 5, 20, 7, 7), 3);
        assert_eq!(follow(10, 5, 20, 7, 8), 7);
        assert_eq!(follow(19, 5, 20, 19, 19), 15);
        assert_eq!(follow(3, 5, 4, 0, 0), 0);
        assert_eq!(follow(0, 2, 20, 4, 9), 4, "the start of a tall row is seen");
        assert_eq!(follow(3, 0, 20, 4, 9), 0);
    }
}
