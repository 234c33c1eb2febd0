//! Sets of data classes.

use super::ClassId;

/// A set of data classes of one analysis: a label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Set(Vec<u64>);

impl Set {
    /// Adds a class.
    pub(crate) fn insert(&mut self, class: ClassId) {
        let (word, bit) = place(class);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= bit;
    }

    /// Whether a class is in it.
    #[must_use]
    pub fn has(&self, class: ClassId) -> bool {
        let (word, bit) = place(class);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Adds all of another; whether that was more.
    pub(crate) fn add(&mut self, other: &Self) -> bool {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut is_more = false;
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            is_more |= *more & !*word != 0;
            *word |= more;
        }
        is_more
    }

    /// Takes all of another out.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (word, less) in self.0.iter_mut().zip(&other.0) {
            *word &= !less;
        }
    }

    /// Keeps what is in another, too.
    pub(crate) fn intersect(&mut self, other: &Self) {
        for (at, word) in self.0.iter_mut().enumerate() {
            *word &= other.0.get(at).copied().unwrap_or(0);
        }
    }

    /// Its classes in their order.
    pub fn iter(&self) -> impl Iterator<Item = ClassId> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| ClassId::new(at * 64 + bit))
        })
    }
}

impl FromIterator<ClassId> for Set {
    fn from_iter<I: IntoIterator<Item = ClassId>>(classes: I) -> Self {
        let mut set = Self::default();
        classes.into_iter().for_each(|class| set.insert(class));
        set
    }
}

const fn place(class: ClassId) -> (usize, u64) {
    (class.index() / 64, 1 << (class.index() % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(classes: &[usize]) -> Set {
        classes.iter().map(|at| ClassId::new(*at)).collect()
    }

    #[test]
    fn sets_of_any_width_are_joined_and_cut() {
        let mut one = set(&[1, 70]);
        assert!(one.add(&set(&[200])));
        assert!(!one.add(&set(&[1, 200])));
        one.subtract(&set(&[70, 500]));
        assert_eq!(one.iter().map(ClassId::index).collect::<Vec<_>>(), [1, 200]);
        one.intersect(&set(&[1]));
        assert_eq!(one.iter().map(ClassId::index).collect::<Vec<_>>(), [1]);
        assert!(!one.is_empty() && one.has(ClassId::new(1)) && !one.has(ClassId::new(200)));
    }
}
