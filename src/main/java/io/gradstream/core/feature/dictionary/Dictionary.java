package io.gradstream.core.feature.dictionary;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The categories seen so far, each with its parameter row, given out in order of appearance.
 *
 * <p>A category is known by the 64-bit hash of its field and text, so replicas that learned apart
 * can be matched. State: the hashes in order of row, and names for people ({@code carrier=AA}, the
 * text in {@value #NAME_LIMIT} bytes). The hash table in front of them is rebuilt by {@link
 * #restored} and never stored. Rows never move; where a field's {@link Limits} let categories
 * expire, or leave since a bound was added, their rows are given to new ones.
 */
public final class Dictionary {

  /** Bytes that the text of a category has in its name at most. */
  public static final int NAME_LIMIT = 64;

  private final State state;
  private final int firstRow;
  private final LongArray hashes; // 0 where a category has expired or left
  private final LongArray free; // positions to be used again
  private final CategoryNames names;
  private final CategoryTable table = new CategoryTable();
  private final Surplus surplus;
  private final List<Vocabulary.Left> left = new ArrayList<>();
  private final List<Vocabulary> vocabularies = new ArrayList<>();
  private final List<String> vocabularyNames = new ArrayList<>();
  private final Vocabulary unbounded;
  private final boolean mergeable;
  private final List<Dictionary> others = new ArrayList<>();
  private @Nullable LongArray owners; // number of the vocabulary, where anybody reads it
  private @Nullable Expiry expiry;

  /**
   * Creates an empty dictionary that is not merged with others.
   *
   * @param firstRow parameter row of the first category
   */
  public Dictionary(State state, int firstRow) {
    this(state, firstRow, false);
  }

  private Dictionary(State state, int firstRow, boolean mergeable) {
    this.mergeable = mergeable;
    this.state = state;
    this.firstRow = firstRow;
    hashes = state.longs("categories.hashes", 0);
    free = state.longs("categories.free", 0);
    names = new CategoryNames(state);
    surplus = new Surplus(state, vocabularies);
    unbounded = add("unbounded", "", false, Limits.NONE, -1, -1);
  }

  /**
   * Creates an empty dictionary that can be merged with others: it also keeps whose each category
   * is, if any encoder has limits.
   *
   * @param firstRow parameter row of the first category
   */
  public static Dictionary mergeable(State state, int firstRow) {
    return new Dictionary(state, firstRow, true);
  }

  /** Creates an empty dictionary of other categories, which can be merged if this one can. */
  public Dictionary another(State state, int firstRow) {
    Dictionary other = new Dictionary(state, firstRow, mergeable);
    others.add(other);
    return other;
  }

  /** Rebuilds what is derived after the state was loaded. */
  public void restored() {
    applied();
    names.restored();
    if (expiry != null) {
      expiry.restored(requireNonNull(owners), hashes, vocabularies);
    }
  }

  /**
   * Takes over the categories that have come and gone in the state, where nothing is learned: a
   * dictionary that only finds categories needs no order in which they expire.
   */
  public void applied() {
    table.follow(hashes, firstRow);
    names.applied();
    surplus.restored();
  }

  /** Returns the number of categories. */
  public int size() {
    return hashes.size() - free.size();
  }

  /** Returns the number of categories here and in {@link #another}. */
  public long sizeOfAll() {
    return size() + others.stream().mapToLong(Dictionary::sizeOfAll).sum();
  }

  /** Returns how many fields have as many categories as may have columns, here and in others. */
  public int fullFields() {
    return (int) vocabularies.stream().filter(Vocabulary::isFull).count()
        + others.stream().mapToInt(Dictionary::fullFields).sum();
  }

  /** Returns the number of parameter rows in use, fixed columns included. */
  public int rowCount() {
    return firstRow + hashes.size();
  }

  /** Returns the names of the categories in order of their rows, empty where one has gone. */
  public List<String> names() {
    return names.all();
  }

  /**
   * A category that has a parameter row.
   *
   * @param key by which it is known, such as the hash of its field and text
   * @param name for people, its text cut at {@value #NAME_LIMIT} bytes
   */
  public record Known(int row, long key, String name) {}

  /** Returns the categories that are there, in order of their rows. */
  public List<Known> known() {
    List<String> all = names();
    List<Known> known = new ArrayList<>();
    for (int at = 0; at < hashes.size(); at++) {
      if (hashes.get(at) != Row.MISSING) {
        known.add(new Known(firstRow + at, hashes.get(at), all.get(at)));
      }
    }
    return known;
  }

  /**
   * Takes over the present at the next record, in milliseconds since the epoch. It goes back only
   * if it was wrong; no category was then seen later.
   */
  public void tick(long time) {
    if (expiry != null && expiry.tick(time)) {
      restored();
    }
  }

  /**
   * Takes every category for seen at a time, since nothing was observed until then: learning had
   * stopped.
   */
  public void resume(long time) {
    if (expiry != null) {
      tick(time);
      expiry.seeAll();
      restored();
    }
  }

  /** Takes note, here and in {@link #another}, of the end of a window that was learned from. */
  public void windowClosed() {
    surplus.windowClosed();
    others.forEach(Dictionary::windowClosed);
  }

  /** Tells whether categories are to leave as soon as nobody refers to their parameter rows. */
  public boolean isLeaving() {
    return !surplus.isIdle() && vocabularies.stream().anyMatch(surplus::isDue);
  }

  /**
   * Forgets the categories that were not seen for longer than they live, and those beyond a bound
   * that have to leave. To be called only while nobody refers to their parameter rows, such as
   * examples that wait for a step.
   *
   * @param clear called for every row that is given up; has to make it one that learned nothing
   */
  public void expire(IntConsumer clear) {
    if (expiry == null && surplus.isIdle()) {
      return;
    }
    for (Vocabulary vocabulary : vocabularies) {
      if (expiry != null) {
        giveUp(vocabulary, expiry.expire(vocabulary), clear);
      }
      if (surplus.isDue(vocabulary)) {
        leave(vocabulary, clear);
      }
    }
  }

  private void leave(Vocabulary vocabulary, IntConsumer clear) {
    names.recycle();
    int[] gone = leaving(vocabulary);
    surplus.end(vocabulary);
    if (expiry != null) {
      for (int at : gone) {
        expiry.left(vocabulary, at);
      }
    }
    giveUp(vocabulary, gone, clear);
    names.tidy();
    if (gone.length > 0) {
      left.add(new Vocabulary.Left(vocabulary.title(), vocabulary.most(), gone.length));
    }
  }

  private void giveUp(Vocabulary vocabulary, int[] gone, IntConsumer clear) {
    for (int at : gone) {
      free.add(at);
      table.remove(hashes.get(at));
      hashes.set(at, Row.MISSING);
      names.remove(at);
      clear.accept(firstRow + at);
    }
    if (gone.length > 0) {
      vocabulary.expired(gone.length);
      surplus.wentDown(vocabulary);
    }
  }

  private int[] leaving(Vocabulary vocabulary) {
    LongArray known = owners; // not kept where nothing but a bound asks for it
    Owners byName = new Owners(names, vocabularies);
    IntPredicate theirs =
        known == null ? byName.of(vocabulary) : at -> known.get(at) == vocabulary.number();
    return surplus.leaving(
        vocabulary,
        hashes.size(),
        at -> hashes.get(at) != Row.MISSING && theirs.test(at) && !isFirst(at),
        at -> known == null && byName.isUnsure(at),
        expiry);
  }

  private boolean isFirst(int at) {
    return vocabularies.stream().anyMatch(each -> each.first() == at);
  }

  /** Returns what left, here and in {@link #another}, since this was last asked. */
  public List<Vocabulary.Left> left() {
    if (left.isEmpty() && others.isEmpty()) {
      return List.of();
    }
    List<Vocabulary.Left> all = new ArrayList<>(left);
    left.clear();
    others.forEach(other -> all.addAll(other.left()));
    return all;
  }

  /**
   * Returns the vocabulary of a name, the same for everyone who asks; to be asked for before any
   * category is there.
   *
   * @param title what its categories are of, for people
   */
  public Vocabulary vocabulary(
      String name, String title, Limits limits, int missingRow, int otherRow) {
    int known = vocabularyNames.indexOf(name);
    return known >= 0
        ? vocabularies.get(known)
        : add(name, title, true, limits, missingRow, otherRow);
  }

  private Vocabulary add(
      String name, String title, boolean counted, Limits limits, int missingRow, int otherRow) {
    boolean read = limits.timeToLive() > 0 || mergeable && limits.bind();
    if (read && owners == null) {
      owners = state.longs("categories.owners", 0);
    }
    if (limits.timeToLive() > 0 && expiry == null) {
      expiry = new Expiry(state);
      names.recycle();
    }
    int number = vocabularies.size();
    Vocabulary made =
        new Vocabulary(this, state, name, title, number, counted, limits, missingRow, otherRow);
    vocabularies.add(made);
    vocabularyNames.add(name);
    if (expiry != null) {
      expiry.begin(vocabularies.size());
    }
    return made;
  }

  /**
   * Returns the parameter row of the category in a slot of {@code row}, -1 if it is missing or was
   * never admitted.
   */
  public int row(Row row, int slot) {
    return table.find(row.category(slot));
  }

  /** Returns the parameter row of a category by its hash, -1 if it was never admitted. */
  public int find(long hash) {
    return table.find(hash);
  }

  /** Returns what has become full here, and in {@link #another}, since this was last asked. */
  public List<Vocabulary.Full> full() {
    List<Vocabulary.Full> full = new ArrayList<>();
    vocabularies.forEach(each -> each.full().ifPresent(full::add));
    others.forEach(other -> full.addAll(other.full()));
    return full;
  }

  /** Returns the position among the categories of a parameter row. */
  int position(int row) {
    return row - firstRow;
  }

  /** Notes that a category was seen that may expire. */
  void see(Vocabulary vocabulary, int row) {
    if (vocabulary.expires(position(row))) {
      requireNonNull(expiry).see(vocabulary, position(row));
    }
  }

  /** Counts an occurrence of a category of a field that has too many. */
  void count(int row) {
    surplus.see(position(row));
  }

  /** Gives the new category in a slot of {@code row} a parameter row; keeps its name. */
  public void admit(Vocabulary vocabulary, Row row, int slot) {
    byte[] prefix = (row.layout().categories().get(slot) + "=").getBytes(StandardCharsets.UTF_8);
    byte[] text = row.categoryText(slot, NAME_LIMIT);
    byte[] name = Arrays.copyOf(prefix, prefix.length + text.length);
    System.arraycopy(text, 0, name, prefix.length, text.length);
    admit(vocabulary, row.category(slot), name);
  }

  /** Gives a new category of no limits a parameter row. */
  public void admit(long hash, byte[] name) {
    admit(unbounded, hash, name);
  }

  /**
   * Gives a new category a parameter row: the next, or one whose category has expired.
   *
   * @param name for people, in UTF-8, of at most 65,535 bytes
   */
  public void admit(Vocabulary vocabulary, long hash, byte[] name) {
    int last = free.size() - 1;
    int at = last < 0 ? hashes.size() : (int) free.get(last);
    if (last < 0) {
      hashes.add(hash);
      names.add(name);
    } else {
      free.resize(last);
      hashes.set(at, hash);
      names.set(at, name);
    }
    table.add(hash, firstRow + at, hashes.size());
    if (owners != null) {
      owners.grow(at + 1);
      owners.set(at, vocabulary.number());
    }
    vocabulary.admitted(at);
    if (expiry != null) {
      expiry.admitted(vocabulary, at);
    }
  }

  /**
   * Admits the categories of a twin that are not known here, in the order of its rows.
   *
   * @throws IllegalStateException if one of them is not {@link #mergeable}
   */
  public void merge(Dictionary twin) {
    if (!mergeable || !twin.mergeable) {
      throw new IllegalStateException("a dictionary that is to be merged is made by mergeable()");
    }
    List<String> twinNames = twin.names();
    for (int i = 0; i < vocabularies.size(); i++) {
      Vocabulary theirs = twin.vocabularies.get(i);
      vocabularies.get(i).merge(theirs);
      if (expiry != null && vocabularies.get(i).first() < 0 && theirs.first() >= 0) {
        merge(twin, theirs.first(), twinNames); // where rows are used again it may not come first
      }
    }
    for (int at = 0; at < twin.hashes.size(); at++) {
      if (twin.hashes.get(at) != Row.MISSING) {
        merge(twin, at, twinNames);
      }
    }
    if (expiry != null) {
      expiry.merge(requireNonNull(twin.expiry));
      restored();
    }
  }

  private void merge(Dictionary twin, int theirs, List<String> twinNames) {
    long hash = twin.hashes.get(theirs);
    boolean known = find(hash) >= 0;
    int owner = twin.owners == null ? 0 : (int) twin.owners.get(theirs);
    if (!known && vocabularies.get(owner).hasRoom()) {
      byte[] name = twinNames.get(theirs).getBytes(StandardCharsets.UTF_8);
      admit(vocabularies.get(owner), hash, name);
    }
    int row = find(hash);
    if (expiry != null && row >= 0) {
      expiry.merge(requireNonNull(twin.expiry), theirs, position(row), known);
    }
  }
}
