//! The same work on several things at once. The result is the same, and in the same order, as one after another.

use std::num::NonZeroUsize;
use std::thread;

/// What `work` gives for each of `items`. `is_large` tells whether threads are worth their start.
pub(crate) fn each<I: Send, T: Send>(
    items: &mut [I],
    is_large: bool,
    work: impl Fn(usize, &mut I) -> T + Sync,
) -> Vec<T> {
    // Asking the system how many threads it has costs more than a small file.
    let threads = if is_large {
        thread::available_parallelism().map_or(1, NonZeroUsize::get).min(items.len())
    } else {
        1
    };
    if threads < 2 {
        return items.iter_mut().enumerate().map(|(at, item)| work(at, item)).collect();
    }
    let size = items.len().div_ceil(threads);
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = items
            .chunks_mut(size)
            .enumerate()
            .map(|(chunk, items)| {
                let first = chunk * size;
                scope.spawn(move || {
                    items.iter_mut().enumerate().map(|(at, item)| work(first + at, item)).collect::<Vec<T>>()
                })
            })
            .collect();
        running
            .into_iter()
            .flat_map(|thread| match thread.join() {
                Ok(found) => found,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn order_is_kept() {
        let mut items: Vec<usize> = (0..97).collect();
        assert_eq!(
            each(&mut items, true, |at, item| at + *item),
            (0..97).map(|at| at * 2).collect::<Vec<_>>()
        );
    }
}
