package dev.jftrace.bench.proof;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** H2: tables, indexes, joins, aggregates, transactions, errors, a backup script and its replay. */
public final class H2Proof {
    private H2Proof() {}

    public static void main(String[] arguments) throws SQLException {
        Digest digest = new Digest();
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:proof")) {
            fill(database);
            for (int round = 0; round < 20; round++) {
                query(
                        database,
                        digest,
                        "select region, count(*), sum(cents), avg(cents) from item i join customer c"
                                + " on i.customer = c.id where i.cents > " + round * 500
                                + " group by region order by region");
                query(
                        database,
                        digest,
                        "select name, rank() over (order by total desc) from (select c.name, sum(cents) as total from"
                                + " item i join customer c on c.id = i.customer group by c.name) order by 2, 1 limit 20");
            }
            failures(database, digest);
            query(
                    database,
                    digest,
                    "with recursive t(n, f) as (select 1, cast(1 as bigint) union all select n + 1,"
                            + " f * (n + 1) from t where n < 15) select n, f from t");
            query(
                    database,
                    digest,
                    "select upper(name), regexp_replace(name, '[aeiou]', '*'), json_object('n': name)"
                            + " from customer order by id limit 50");
            query(database, digest, "script nodata");
        }
        digest.print("h2");
    }

    private static void fill(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("create table customer(id int primary key, name varchar(40), region varchar(10))");
            statement.execute(
                    "create table item(id identity, customer int references customer, cents bigint, sold date)");
            statement.execute("create index by_cents on item(cents)");
        }
        database.setAutoCommit(false);
        try (PreparedStatement customer = database.prepareStatement("insert into customer values(?, ?, ?)");
                PreparedStatement item =
                        database.prepareStatement("insert into item(customer, cents, sold) values(?, ?, ?)")) {
            for (int i = 0; i < 200; i++) {
                customer.setInt(1, i);
                customer.setString(2, "customer " + i * 7919 % 1000);
                customer.setString(3, "region" + i % 7);
                customer.addBatch();
            }
            customer.executeBatch();
            for (int i = 0; i < 4000; i++) {
                item.setInt(1, i * 31 % 200);
                item.setLong(2, i * 48271L % 10_000);
                item.setDate(3, java.sql.Date.valueOf("2024-01-" + (10 + i % 20)));
                item.addBatch();
            }
            item.executeBatch();
        }
        database.commit();
        database.setAutoCommit(true);
    }

    private static void query(Connection database, Digest digest, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    digest.add(rows.getString(i));
                }
            }
        }
    }

    private static void failures(Connection database, Digest digest) {
        for (String wrong : new String[] {
            "selct 1",
            "insert into customer values(1, 'twice', 'x')",
            "select 1 / 0",
            "drop table customer",
            "insert into item(customer) values(99999)",
            "select cast('x' as int)"
        }) {
            try (Statement statement = database.createStatement()) {
                statement.execute(wrong);
            } catch (SQLException e) {
                digest.add(
                        e.getErrorCode() + " " + e.getStackTrace()[0].getMethodName() + " " + e.getStackTrace().length);
            }
        }
    }
}
