//! The same work on several things at once. The result is the same, and in the same order, as one after another.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `work` gives for each of `items`. They may be of very different size, so each thread takes the next one that
/// nobody has. `is_large` tells whether threads are worth their start.
pub fn each<I: Sync, T: Send>(items: &[I], is_large: bool, work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    // Asking the system how many threads it has costs more than little work.
    let threads = if is_large {
        thread::available_parallelism().map_or(1, NonZeroUsize::get).min(items.len())
    } else {
        1
    };
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let (work, next) = (&work, &AtomicUsize::new(0));
    let take = move || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let running: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for thread in running {
            done.extend(thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)));
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn order_is_kept() {
        let items: Vec<usize> = (0..97).collect();
        let doubled: Vec<usize> = (0..97).map(|at| at * 2).collect();
        for is_large in [false, true] {
            assert_eq!(each(&items, is_large, |item| item * 2), doubled);
        }
    }
}
