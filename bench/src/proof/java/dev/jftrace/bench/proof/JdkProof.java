package dev.jftrace.bench.proof;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.tools.ToolProvider;

/** The JDK itself: javac, an HTTP server and client on loopback, regular expressions, streams, serialization, futures. */
public final class JdkProof {
    private JdkProof() {}

    public record Point(int x, int y) implements Serializable {}

    static final class Counter {
        private int count;

        synchronized void add() {
            count++;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Digest digest = new Digest();
        compile(digest, arguments);
        http(digest);
        text(digest);
        streams(digest);
        objects(digest);
        threads(digest);
        digest.print("jdk");
    }

    /** Its own sources, of which the class files are the same each time. */
    private static void compile(Digest digest, String[] arguments) throws Exception {
        var folder = java.nio.file.Files.createTempDirectory("proof");
        List<String> options = new ArrayList<>(List.of("-d", folder.toString(), "-proc:none", "-Xlint:none"));
        options.addAll(List.of(arguments));
        digest.add(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(new String[0])));
        try (var files = java.nio.file.Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).collect(Collectors.toList())) {
                if (file.toString().endsWith(".class")) {
                    digest.add(Arrays.hashCode(java.nio.file.Files.readAllBytes(file)));
                }
                java.nio.file.Files.delete(file);
            }
        }
    }

    private static void http(Digest digest) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = ("you asked " + exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 50; i++) {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + i);
            digest.add(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        }
        server.stop(0);
    }

    private static void text(Digest digest) throws Exception {
        Pattern pattern = Pattern.compile("(?<key>[a-z]+)=(\\d+|\"[^\"]*\")(?:,|$)");
        for (int i = 0; i < 300; i++) {
            var matcher = pattern.matcher("alpha=" + i + ",beta=\"x" + i + "\",gamma=" + i * i);
            while (matcher.find()) {
                digest.add(matcher.group("key") + matcher.group(2));
            }
            digest.add(String.format(
                    Locale.ROOT,
                    "%08x %5.2f %s",
                    i,
                    i / 7.0,
                    LocalDate.ofEpochDay(i * 37L).format(DateTimeFormatter.ofPattern("dd MMM uuuu", Locale.ROOT))));
        }
        digest.add(HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest("x".repeat(10_000).getBytes(StandardCharsets.UTF_8))));
        digest.add(BigInteger.TWO.pow(3000).subtract(BigInteger.ONE).mod(BigInteger.valueOf(1_000_003)));
    }

    private static void streams(Digest digest) throws Exception {
        for (int i = 1; i < 40; i++) {
            int by = i;
            digest.add(IntStream.range(0, 2000)
                    .boxed()
                    .filter(n -> n % by == 0)
                    .collect(Collectors.groupingBy(n -> n % 7, TreeMap::new, Collectors.summingInt(n -> n))));
        }
        digest.add(IntStream.range(0, 20_000)
                .parallel()
                .mapToLong(n -> (long) n * n)
                .sum());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("trace ".repeat(5000).getBytes(StandardCharsets.UTF_8));
        }
        digest.add(new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).readAllBytes().length);
    }

    private static void objects(Digest digest) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ArrayList<>(List.of(new Point(1, 2), new Point(3, 4))));
        }
        digest.add(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
        for (Class<?> type : List.of(ArrayList.class, TreeMap.class, BigInteger.class, ConcurrentHashMap.class)) {
            digest.add(ObjectStreamClass.lookup(type).getSerialVersionUID());
            digest.add(Arrays.stream(type.getDeclaredMethods())
                    .map(Method::toGenericString)
                    .sorted()
                    .collect(Collectors.joining()));
        }
        try {
            List.of(1).add(2);
        } catch (UnsupportedOperationException e) {
            digest.add(Arrays.toString(e.getStackTrace()));
        }
    }

    private static void threads(Digest digest) throws Exception {
        Counter counter = new Counter();
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int key = i % 10;
            all.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 100; n++) {
                    counter.add();
                    map.merge(key, 1, Integer::sum);
                }
            }));
        }
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get();
        digest.add(counter.count + " " + new TreeMap<>(map));
    }
}
