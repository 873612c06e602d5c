import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene beside the finder, as fast as it can be had: tags as terms without norms or frequencies, words as points and as columns, one
 * segment, and facets counted out of a column of numbers by a collector of our own instead of the facet module's maps.
 *
 * {@code java -cp JAR LucenePeer.java WORKS QUERIES INDEX ROUNDS} says how long filling took, what every question took and, once,
 * what it found. What is kept from question to question is switched off: the same questions come again here, but not in an archive.
 */
public class LucenePeer {
    private static final int KINDS = 7;
    private static final int WORKS_SHOWN = 20;
    private static final int TAGS_SHOWN = 10;
    /** Rounds that are not told, in which the machine's code is made. */
    private static final int WARMING = 10;

    /** By tag; as long as there are tags. */
    private static byte[] kindOf = new byte[1 << 20];

    record Asked(String cls, String fandom, boolean complete, long[] words, String[] include, String[] exclude, String[] ratings) {
        static Asked of(String line) {
            String[] parts = line.split(";", -1);
            String[] head = parts[0].split(" ");
            long[] words = head.length > 3 ? new long[] {Long.parseLong(head[3]), Long.parseLong(head[4])} : null;
            return new Asked(head[0], head[1], head[2].equals("1"), words, split(parts[1]), split(parts[2]), split(parts[3]));
        }

        Query query() {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            all.add(tag(fandom), Occur.FILTER);
            for (String wanted : include) {
                all.add(tag(wanted), Occur.FILTER);
            }
            for (String unwanted : exclude) {
                all.add(tag(unwanted), Occur.MUST_NOT);
            }
            if (ratings.length > 0) {
                BooleanQuery.Builder any = new BooleanQuery.Builder();
                for (String rating : ratings) {
                    any.add(tag(rating), Occur.SHOULD);
                }
                all.add(any.build(), Occur.FILTER);
            }
            if (complete) {
                all.add(new TermQuery(new Term("complete", "1")), Occur.FILTER);
            }
            if (words != null) {
                Query points = LongPoint.newRangeQuery("words", words[0], words[1]);
                Query column = NumericDocValuesField.newSlowRangeQuery("words", words[0], words[1]);
                all.add(new IndexOrDocValuesQuery(points, column), Occur.FILTER);
            }
            return all.build();
        }

        private static Query tag(String tag) {
            return new TermQuery(new Term("filter", tag));
        }
    }

    /** Counts facets and keeps the first works; its tables are used again by the next question. */
    static final class Counter implements Collector {
        private final int[] counts = new int[kindOf.length];
        private final int[] touched = new int[kindOf.length];
        private int many;
        private final PriorityQueue<Long> first = new PriorityQueue<>();
        long total;

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
            SortedNumericDocValues direct = DocValues.getSortedNumeric(context.reader(), "direct");
            NumericDocValues rank = DocValues.getNumeric(context.reader(), "rank");
            return new LeafCollector() {
                @Override
                public void setScorer(Scorable scorer) {}

                @Override
                public void collect(int work) throws IOException {
                    total++;
                    count(direct, work);
                    if (rank.advanceExact(work)) {
                        offer(rank.longValue());
                    }
                }
            };
        }

        private void count(SortedNumericDocValues direct, int work) throws IOException {
            if (!direct.advanceExact(work)) {
                return;
            }
            for (int left = direct.docValueCount(); left > 0; left--) {
                int tag = (int) direct.nextValue();
                if (counts[tag]++ == 0) {
                    touched[many++] = tag;
                }
            }
        }

        private void offer(long rank) {
            if (first.size() < WORKS_SHOWN) {
                first.add(rank);
            } else if (rank > first.peek()) {
                first.poll();
                first.add(rank);
            }
        }

        /** The first tags of every kind, each as its count above and what is left of its number below. */
        long[][] facets() {
            long[][] best = new long[KINDS][TAGS_SHOWN];
            for (int next = 0; next < many; next++) {
                int tag = touched[next];
                long count = (long) counts[tag] << 32 | 0xFFFF_FFFFL - tag;
                long[] list = best[kindOf[tag]];
                int place = TAGS_SHOWN;
                for (; place > 0 && list[place - 1] < count; place--) {
                    if (place < TAGS_SHOWN) {
                        list[place] = list[place - 1];
                    }
                }
                if (place < TAGS_SHOWN) {
                    list[place] = count;
                }
                counts[tag] = 0;
            }
            many = 0;
            return best;
        }

        long[] works() {
            long[] works = new long[first.size()];
            for (int place = works.length - 1; place >= 0; place--) {
                works[place] = first.poll() & 0xFF_FFFF_FFFFL;
            }
            return works;
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false);
        try (Directory directory = new MMapDirectory(Path.of(arguments[2]))) {
            fill(directory, Path.of(arguments[0]), out);
            List<Asked> asked = Files.readAllLines(Path.of(arguments[1])).stream().map(Asked::of).toList();
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(null);
                ask(searcher, asked, Integer.parseInt(arguments[3]), out);
            }
        }
        out.flush();
    }

    private static void ask(IndexSearcher searcher, List<Asked> asked, int rounds, PrintStream out) throws IOException {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        Counter counter = new Counter();
        for (int round = 0; round < rounds + WARMING; round++) {
            for (int number = 0; number < asked.size(); number++) {
                long cpu = clock.getCurrentThreadCpuTime();
                long wall = System.nanoTime();
                counter.total = 0;
                searcher.search(asked.get(number).query(), counter);
                long[] works = counter.works();
                long[][] facets = counter.facets();
                wall = System.nanoTime() - wall;
                cpu = clock.getCurrentThreadCpuTime() - cpu;
                if (round == 0) {
                    out.println("found " + counter.total + ";" + joined(LongStream.of(works)) + ";" + told(facets));
                }
                if (round == 0 || round > WARMING) {
                    out.println("took " + number + " " + Math.max(0, round - WARMING) + " " + wall + " " + cpu);
                }
            }
        }
    }

    private static String told(long[][] facets) {
        Stream<String> kinds = Arrays.stream(facets).map(kind -> Arrays.stream(kind).filter(one -> one > 0)
            .mapToObj(one -> (0xFFFF_FFFFL - (one & 0xFFFF_FFFFL)) + ":" + (one >>> 32)).collect(Collectors.joining(" ")));
        return kinds.collect(Collectors.joining(";"));
    }

    private static String joined(LongStream numbers) {
        return numbers.mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static void fill(Directory directory, Path works, PrintStream out) throws IOException {
        long wall = System.nanoTime();
        IndexWriterConfig config = new IndexWriterConfig(null).setRAMBufferSizeMB(512);
        try (IndexWriter writer = new IndexWriter(directory, config); BufferedReader lines = Files.newBufferedReader(works)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                writer.addDocument(document(line));
            }
            writer.forceMerge(1);
        }
        long size = 0;
        for (String file : directory.listAll()) {
            size += directory.fileLength(file);
        }
        long cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        out.println("built " + (System.nanoTime() - wall) + " " + cpu + " " + size);
    }

    private static Document document(String line) {
        String[] parts = line.split(";", -1);
        String[] head = parts[0].split(" ");
        Document work = new Document();
        for (String tag : split(parts[1])) {
            work.add(new Field("filter", tag, TERM));
        }
        for (int kind = 0; kind < KINDS; kind++) {
            for (String tag : split(parts[2 + kind])) {
                work.add(new SortedNumericDocValuesField("direct", Long.parseLong(tag)));
                note(Integer.parseInt(tag), kind);
            }
        }
        if (head[3].equals("1")) {
            work.add(new Field("complete", "1", TERM));
        }
        long words = Long.parseLong(head[2]);
        work.add(new LongPoint("words", words));
        work.add(new NumericDocValuesField("words", words));
        // Kudos, of equals the id.
        work.add(new NumericDocValuesField("rank", Long.parseLong(head[1]) << 40 | Long.parseLong(head[0])));
        return work;
    }

    private static void note(int tag, int kind) {
        if (tag >= kindOf.length) {
            kindOf = Arrays.copyOf(kindOf, Math.max(tag + 1, 2 * kindOf.length));
        }
        kindOf[tag] = (byte) kind;
    }

    private static String[] split(String numbers) {
        return numbers.isEmpty() ? new String[0] : numbers.split(" ");
    }

    private static final FieldType TERM = new FieldType();

    static {
        TERM.setIndexOptions(IndexOptions.DOCS);
        TERM.setOmitNorms(true);
        TERM.setTokenized(false);
        TERM.freeze();
    }
}
