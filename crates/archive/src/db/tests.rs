//! Both databases behave alike: values, transactions, migrations, and every statement we have.
