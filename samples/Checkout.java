package samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small shop's checkout, to be traced: it prices a few orders on a thread pool, charges a payment service that fails now and
 * then (with a retry), refuses one order with an exception, and writes the receipts to a file.
 *
 * <pre>
 * ./jftrace live --jvm -p function_graph java samples/Checkout.java
 * </pre>
 */
public final class Checkout {
    static final class OutOfStockException extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfStockException(String sku) {
            super(sku + " is out of stock");
        }
    }

    static final class PaymentDeclinedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PaymentDeclinedException(String why) {
            super(why);
        }
    }

    /** One article in an order. */
    static final class Line {
        final String sku;
        final int quantity;
        final long unitCents;

        Line(String sku, int quantity, long unitCents) {
            this.sku = sku;
            this.quantity = quantity;
            this.unitCents = unitCents;
        }

        long cents() {
            return quantity * unitCents;
        }
    }

    /** What a customer wants to buy. */
    static final class Order {
        final int number;
        final String customer;
        final List<Line> lines = new ArrayList<>();

        Order(int number, String customer) {
            this.number = number;
            this.customer = customer;
        }

        Order with(String sku, int quantity, long unitCents) {
            lines.add(new Line(sku, quantity, unitCents));
            return this;
        }

        long cents() {
            return lines.stream().mapToLong(Line::cents).sum();
        }
    }

    /** Takes articles from the shelf, or refuses. */
    static final class Stock {
        private final Map<String, AtomicInteger> left = new ConcurrentHashMap<>();

        Stock put(String sku, int count) {
            left.put(sku, new AtomicInteger(count));
            return this;
        }

        void reserve(Order order) throws OutOfStockException {
            for (Line line : order.lines) {
                take(line);
            }
        }

        private void take(Line line) throws OutOfStockException {
            AtomicInteger count = left.get(line.sku);
            if (count == null || count.addAndGet(-line.quantity) < 0) {
                throw new OutOfStockException(line.sku);
            }
        }
    }

    /** Something that changes what a customer pays. */
    interface PriceRule {
        long apply(Order order, long cents);
    }

    static final class VolumeDiscount implements PriceRule {
        @Override
        public long apply(Order order, long cents) {
            return cents > 20_000 ? cents - percent(cents, 10) : cents;
        }

        private static long percent(long cents, int percent) {
            return cents * percent / 100;
        }
    }

    static final class SalesTax implements PriceRule {
        @Override
        public long apply(Order order, long cents) {
            return cents + cents * 19 / 100;
        }
    }

    /** A payment service as they are: every third call times out. */
    static final class PaymentService {
        private final AtomicInteger calls = new AtomicInteger();

        String charge(String customer, long cents) throws InterruptedException {
            if (cents > 500_000) {
                throw new PaymentDeclinedException(customer + " is over the limit");
            }
            TimeUnit.MILLISECONDS.sleep(2);
            if (calls.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("payment timed out");
            }
            return "P-" + Integer.toHexString(customer.hashCode() ^ (int) cents);
        }
    }

    private static final int ATTEMPTS = 3;

    private final Stock stock = new Stock().put("tea", 40).put("cup", 6).put("kettle", 2);
    private final PaymentService payments = new PaymentService();
    private final List<PriceRule> rules =
            List.of(new VolumeDiscount(), new SalesTax(), (order, cents) -> order.customer.isEmpty() ? cents + 500 : cents);

    String place(Order order) throws OutOfStockException, InterruptedException {
        stock.reserve(order);
        long cents = price(order);
        String payment = pay(order, cents, 1);
        return receipt(order, cents, payment);
    }

    private long price(Order order) {
        long cents = order.cents();
        for (PriceRule rule : rules) {
            cents = rule.apply(order, cents);
        }
        return cents;
    }

    private String pay(Order order, long cents, int attempt) throws InterruptedException {
        try {
            return payments.charge(order.customer, cents);
        } catch (IllegalStateException timedOut) {
            if (attempt == ATTEMPTS) {
                throw timedOut;
            }
            return pay(order, cents, attempt + 1);
        }
    }

    private static String receipt(Order order, long cents, String payment) {
        return String.format(
                Locale.ROOT, "order %d  %-8s %8.2f  %s", order.number, order.customer, cents / 100.0, payment);
    }

    private static List<Order> orders() {
        return List.of(
                new Order(1, "ada").with("tea", 3, 450).with("cup", 2, 1_200),
                new Order(2, "grace").with("kettle", 1, 7_900).with("tea", 1, 450),
                new Order(3, "linus").with("cup", 60, 1_200),
                new Order(4, "barbara").with("tea", 30, 450).with("kettle", 1, 7_900),
                new Order(5, "edsger").with("tea", 2, 300_000));
    }

    private static String outcome(Future<String> placed) throws InterruptedException {
        try {
            return placed.get();
        } catch (ExecutionException failed) {
            return "refused: " + failed.getCause().getMessage();
        }
    }

    private static void print(Path file, List<String> receipts) {
        try {
            Files.write(file, receipts);
            Files.readAllLines(file).forEach(System.out::println);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws Exception {
        Checkout checkout = new Checkout();
        ExecutorService tills = Executors.newFixedThreadPool(2);
        List<Future<String>> placed = new ArrayList<>();
        for (Order order : orders()) {
            placed.add(tills.submit(() -> checkout.place(order)));
        }
        List<String> receipts = new ArrayList<>();
        for (Future<String> each : placed) {
            receipts.add(outcome(each));
        }
        tills.shutdown();
        print(Files.createTempFile("receipts", ".txt"), receipts);
    }
}
