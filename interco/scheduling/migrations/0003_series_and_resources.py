import django.db.models.deletion
import interco.foundation.core.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('scheduling', '0002_events'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='closed_rule',
            field=models.CharField(choices=[('keep', 'Maintenir ce jour'), ('skip', 'Ne pas se réunir'), ('next', 'Reporter au jour ouvré suivant'), ('previous', 'Avancer au jour ouvré précédent')], default='skip', max_length=8, verbose_name='jours fermés'),
        ),
        migrations.AddField(
            model_name='event',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='scheduling.event'),
        ),
        migrations.AddField(
            model_name='event',
            name='resources',
            field=models.ManyToManyField(blank=True, related_name='events', to='scheduling.resource'),
        ),
        # nobody could be invited before this version: the table is empty
        migrations.AddField(
            model_name='participant',
            name='public_id',
            field=models.CharField(default=interco.foundation.core.identifiers.new_public_id, editable=False, max_length=22, unique=True),
        ),
    ]
