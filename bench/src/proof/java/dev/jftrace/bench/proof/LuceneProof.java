package dev.jftrace.bench.proof;

import java.io.IOException;
import java.util.Random;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Lucene: indexing with an analyzer, merging, deleting; term, phrase, fuzzy, prefix and range searches, sorting. */
public final class LuceneProof {
    private static final String[] WORDS = {
        "kernel", "tracing", "buffer", "thread", "scheduler", "interrupt", "latency", "running", "clock", "memory",
                "page",
        "fault", "lock", "waiting", "queue", "timer", "signal", "process", "virtual", "machine", "compiled", "method"
    };

    private LuceneProof() {}

    public static void main(String[] arguments) throws IOException, ParseException {
        Digest digest = new Digest();
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
                EnglishAnalyzer analyzer = new EnglishAnalyzer()) {
            index(directory, analyzer);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                search(new IndexSearcher(reader), new QueryParser("text", analyzer), digest);
                digest.add(reader.numDocs());
            }
        }
        digest.print("lucene");
    }

    private static void index(ByteBuffersDirectory directory, EnglishAnalyzer analyzer) throws IOException {
        Random random = new Random(42);
        IndexWriterConfig config =
                new IndexWriterConfig(analyzer).setMaxBufferedDocs(100).setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < 1500; i++) {
                StringBuilder text = new StringBuilder();
                for (int word = 0; word < 30; word++) {
                    text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(4) == 0 ? ". " : " ");
                }
                Document document = new Document();
                document.add(new TextField("text", text.toString(), Field.Store.YES));
                document.add(new IntPoint("number", i));
                document.add(new NumericDocValuesField("rank", i * 7919 % 1500));
                document.add(new StoredField("id", i));
                writer.addDocument(document);
                if (i % 400 == 399) {
                    writer.commit();
                }
            }
            writer.deleteDocuments(new Term("text", "timer"), new Term("text", "fault"));
            writer.forceMerge(1);
        }
    }

    private static void search(IndexSearcher searcher, QueryParser parser, Digest digest)
            throws IOException, ParseException {
        String[] queries = {
            "kernel",
            "\"buffer thread\"~3",
            "trac*",
            "latensy~1",
            "kernel AND NOT clock",
            "+lock +(wait* queue^2)",
            "*:*"
        };
        for (int round = 0; round < 20; round++) {
            for (String text : queries) {
                parser.setAllowLeadingWildcard(true);
                Query query = parser.parse(text);
                for (ScoreDoc hit : searcher.search(query, 10 + round).scoreDocs) {
                    digest.add(hit.doc + " " + hit.score + " "
                            + searcher.storedFields().document(hit.doc).get("id"));
                }
                Sort sort = new Sort(new SortField("rank", SortField.Type.LONG));
                for (ScoreDoc hit : searcher.search(query, 5, sort).scoreDocs) {
                    digest.add(hit.doc);
                }
            }
            digest.add(searcher.count(IntPoint.newRangeQuery("number", round * 10, 700)));
        }
    }
}
