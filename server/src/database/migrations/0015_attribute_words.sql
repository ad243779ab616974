-- Attributes get labels, help, a place and retirement; options of an ENUM labels, an order and retirement of their own.
alter table attribute_definition add column label text;
alter table attribute_definition add column labels json not null default '{}';
alter table attribute_definition add column choices json;
alter table attribute_definition add column help text not null default '';
alter table attribute_definition add column placement json not null default '{"types":null,"group":"","rank":0}';
alter table attribute_definition add column active boolean not null default true;
update attribute_definition set choices = (select json_agg(json_build_object('value', o.value, 'label', o.value, 'active', true, 'rank', o.n - 1) order by o.n)
  from json_array_elements_text(options) with ordinality o(value, n)) where options is not null;
alter table attribute_definition drop column options;
alter table attribute_definition drop constraint attribute_definition_type_check;
alter table attribute_definition add constraint attribute_definition_type_check
  check (type in ('STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'DATE', 'DATETIME', 'ENUM'));
