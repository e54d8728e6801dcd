package dev.jftrace.bench.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Multimap;
import com.google.common.hash.Hashing;
import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Jackson round trips by reflection, Guava's collections, caches and hashes, and Groovy, which makes classes as it runs. */
public final class JacksonProof {
    private JacksonProof() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public interface Shape {}

    public static class Circle implements Shape {
        @JsonProperty
        private double radius = 1.5;

        private Circle() {}
    }

    public static class Box implements Shape {
        public int width = 3;
        public List<Shape> inner = new ArrayList<>(List.of(new Circle()));
        private Map<String, Integer> sizes = new TreeMap<>(Map.of("a", 1, "b", 2));

        public Map<String, Integer> getSizes() {
            return sizes;
        }

        public void setSizes(Map<String, Integer> sizes) {
            this.sizes = sizes;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Digest digest = new Digest();
        jackson(digest);
        guava(digest);
        groovy(digest);
        digest.print("jackson, guava, groovy");
    }

    private static void jackson(Digest digest) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        for (int i = 0; i < 300; i++) {
            Box box = new Box();
            box.width = i;
            box.inner.add(new Box());
            String json = mapper.writeValueAsString(box);
            JsonNode tree = mapper.readTree(json);
            Shape again = mapper.readValue(json, Shape.class);
            digest.add(json.equals(mapper.writeValueAsString(again)) + " "
                    + tree.at("/inner/1/width").asInt() + json);
            try {
                mapper.readValue("{\"@class\":\"nothing\"}", Shape.class);
            } catch (JsonProcessingException e) {
                digest.add(e.getClass() + " " + e.getOriginalMessage());
            }
        }
    }

    private static void guava(Digest digest) throws Exception {
        LoadingCache<Integer, String> cache = CacheBuilder.newBuilder()
                .maximumSize(50)
                .build(new CacheLoader<>() {
                    @Override
                    public String load(Integer key) {
                        return Hashing.murmur3_128().hashInt(key).toString();
                    }
                });
        Multimap<Integer, String> byLength = HashMultimap.create();
        for (int i = 0; i < 2000; i++) {
            digest.add(cache.get(i * 31 % 100));
            byLength.put(
                    i % 9,
                    Hashing.sha256().hashString("x" + i, StandardCharsets.UTF_8).toString());
        }
        for (Integer key : new TreeSet<>(byLength.keySet())) {
            digest.add(Joiner.on(',').join(new TreeSet<>(byLength.get(key))));
        }
        digest.add(ImmutableSortedMap.of(
                "b",
                1,
                "a",
                Splitter.on(',').trimResults().splitToList("x, y,z").size()));
    }

    private static void groovy(Digest digest) {
        for (int i = 0; i < 10; i++) {
            Binding binding = new Binding(Map.of("n", i));
            digest.add(new GroovyShell(new Binding(new java.util.HashMap<>(binding.getVariables())))
                    .evaluate("class P" + i + " { int x; def times(m) { x * m } }\n"
                            + "def p = new P" + i
                            + "(x: n); def s = (1..20).collect { it * p.times(2) }.findAll { it % 3 == 0 }.sum() ?: 0\n"
                            + "try { throw new IllegalStateException('no ' + s) } catch (e) { s + e.message.size() }"));
        }
    }
}
