package dev.jftrace.bench.macro;

import java.io.IOException;
import java.util.Random;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Lucene in memory: an operation analyses and indexes a document of forty words; each round commits and searches as many times. */
final class LuceneLoad implements Load {
    private static final String[] WORDS = {
        "kernel",
        "tracing",
        "buffer",
        "thread",
        "scheduler",
        "interrupt",
        "latency",
        "running",
        "clock",
        "memory",
        "page"
    };
    private static final int DOCUMENTS = 50;
    private static final int WORDS_EACH = 40;

    private final Random random = new Random(42);
    private final EnglishAnalyzer analyzer = new EnglishAnalyzer();

    @Override
    public int operations() {
        return DOCUMENTS;
    }

    @Override
    public void round() throws IOException, ParseException {
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            IndexWriterConfig config = new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (int i = 0; i < DOCUMENTS; i++) {
                    Document document = new Document();
                    document.add(new TextField("text", words(WORDS_EACH), Field.Store.YES));
                    document.add(new NumericDocValuesField("rank", random.nextInt(1000)));
                    writer.addDocument(document);
                }
                writer.commit();
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                QueryParser parser = new QueryParser("text", analyzer);
                for (int i = 0; i < DOCUMENTS; i++) {
                    searcher.search(parser.parse(words(2) + " \"" + words(2).trim() + "\"~3"), 10);
                }
            }
        }
    }

    private String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < count; word++) {
            text.append(WORDS[random.nextInt(WORDS.length)])
                    .append(random.nextInt(1000))
                    .append(' ');
        }
        return text.toString();
    }

    @Override
    public void close() {
        analyzer.close();
    }
}
